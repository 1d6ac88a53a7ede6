package io.callcenter.config;

import io.callcenter.app.CenterAccess;
import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.StartFailed;
import io.callcenter.mi.HealthPage;
import io.callcenter.mi.HttpCommand;
import io.callcenter.mi.HttpDoor;
import io.callcenter.mi.JmsAnswer;
import io.callcenter.mi.JmsCommand;
import io.callcenter.mi.MetricsPage;
import io.callcenter.mi.RouteCommand;
import io.callcenter.mi.access.AllowedHosts;
import io.callcenter.mi.access.Audit;
import io.callcenter.mi.command.CallerCommands;
import io.callcenter.mi.command.CenterCommands;
import io.callcenter.mi.command.CommandTable;
import io.callcenter.mi.command.DeadLetterBox;
import io.callcenter.mi.command.HaCommands;
import io.callcenter.mi.command.JsonRpc;
import io.callcenter.mi.command.ProvisioningCommands;
import io.callcenter.mi.command.Statistics;
import io.callcenter.mi.command.ThresholdCommands;
import io.callcenter.mi.command.Thresholds;
import io.callcenter.mi.command.UserCommands;
import io.callcenter.mi.meter.CenterMeters;
import io.callcenter.mi.meter.Health;
import io.callcenter.mi.meter.HealthMeters;
import io.callcenter.web.WebCommands;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The beans of the management interface: commands over HTTP and JMS, metrics, health. */
final class ManagementBeans {
    private ManagementBeans() {}

    /** The meters, and the commands for pages. */
    record Started(Meters meters, WebCommands commands) {}

    static Started start(
            Settings settings,
            Foundation foundation,
            CenterAccess center,
            ProvisioningCommands provisioning,
            UserCommands users,
            CallerCommands callers,
            DeadLetterBox dead,
            Health health,
            CamelMain main,
            StartedParts parts)
            throws StartFailed {
        Meters meters = Meters.start(main, parts);
        Audit audit = foundation.audit();
        Statistics statistics = new Statistics(center.board(), foundation.clock());
        CenterCommands commands =
                new CenterCommands(center, dead, statistics, Policies.targets(settings), foundation.clock());
        Thresholds thresholds = WebBeans.thresholds(settings);
        CenterCommands.Others others = new CenterCommands.Others(
                provisioning,
                users,
                HistoryCommands.commands(settings, foundation, center.board(), parts),
                new ThresholdCommands(thresholds),
                callers,
                foundation.group().map(HaMembers::new).map(HaCommands::new));
        CommandTable all = commands.with(others);
        JsonRpc rpc = new JsonRpc(all, audit, center.threads());
        CenterMeters board = new CenterMeters(
                center.board(), foundation.clock(), meters.registry(), settings.flag("cc.metrics.per-agent"));
        meters.before(board::refresh);
        meters.add(new HealthMeters(health));

        main.bind("httpCommand", new HttpCommand(rpc));
        main.bind("routeCommand", new RouteCommand(rpc));
        main.bind(
                "jmsCommand",
                new JmsCommand(rpc, foundation.users(), audit, settings.text("cc.jms.user"), InstantSource.system()));
        main.bind("jmsAnswer", new JmsAnswer(foundation.jms().connections(), foundation.speaks()));
        main.bind("metricsPage", new MetricsPage(meters.registry(), meters::refresh));
        return new Started(meters, new WebCommands(all, rpc, center.threads(), thresholds));
    }

    /** What decides about HTTP requests before routes see them. */
    static HttpDoor door(Settings settings, Foundation foundation, Health health) {
        return new HttpDoor(
                hosts(settings, foundation), foundation.logins(), new HealthPage(health), foundation.audit());
    }

    /** Under which names, and from which pages, we are reached. */
    static AllowedHosts hosts(Settings settings, Foundation foundation) {
        List<String> names =
                new ArrayList<>(List.of(settings.text("cc.http.hosts").split(",")));
        names.add(settings.text("cc.http.address"));
        boolean any =
                !foundation.users().isEmpty() && settings.text("cc.http.hosts").isEmpty();
        return any ? AllowedHosts.any() : AllowedHosts.only(names);
    }
}
