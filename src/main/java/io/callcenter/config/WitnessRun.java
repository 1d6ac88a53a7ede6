package io.callcenter.config;

import io.callcenter.config.settings.HaSettings;
import io.callcenter.config.settings.Settings;
import io.callcenter.config.settings.StartFailed;
import io.callcenter.ha.Membership;
import io.callcenter.ha.RatisLog;
import io.callcenter.ha.ReplicatedLog;
import io.callcenter.log.RateLimitedLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A member that keeps the log and votes, and takes no calls: elected, it gives the lead to another one. */
public final class WitnessRun implements ReplicatedLog.Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(WitnessRun.class);
    private static final long AGAIN_MILLIS = 300;

    private final Membership members;
    private final CountDownLatch over = new CountDownLatch(1);
    private final ScheduledExecutorService giver =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "cc-witness"));
    private volatile ReplicatedLog log;
    private volatile boolean leads;
    private volatile Optional<String> unreadable = Optional.empty();
    private int next;

    private WitnessRun(Membership members) {
        this.members = members;
    }

    /**
     * Serves until a signal ends the process.
     *
     * @return 1 when the engine ended by itself
     * @throws StartFailed when it cannot join, or the others write what this version cannot read
     */
    public static int serve(Settings settings, Membership members) throws StartFailed {
        Path data = DataFolder.of(settings);
        WitnessRun run = new WitnessRun(members);
        try (DataLock lock = DataLock.take(data);
                ReplicatedLog log = new RatisLog(members, HaSettings.entrance(settings), data.resolve("ha"), run)) {
            run.log = log;
            Runnable giving = new RateLimitedLog(LOG).guarding("The lead cannot be given to another member", run::give);
            run.giver.scheduleWithFixedDelay(giving, AGAIN_MILLIS, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            LOG.info(
                    "Ready: witness {} of {}",
                    members.self(),
                    members.addresses().keySet());
            LOG.debug("{} is held", lock);
            run.over.await();
            if (run.unreadable.isPresent()) {
                throw HaGroup.unreadable(run.unreadable.get());
            }
            return 1;
        } catch (IOException | NoClassDefFoundError e) {
            throw HaGroup.cannotJoin(members, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } finally {
            run.giver.shutdownNow();
        }
    }

    private void give() {
        if (!leads) {
            return;
        }
        List<String> others = log.status().members().keySet().stream()
                .filter(name -> !name.equals(members.self()))
                .toList();
        if (!others.isEmpty()) {
            String other = others.get(next++ % others.size());
            LOG.info("Elected; giving the lead to {}", other);
            log.handOver(other).whenComplete((nothing, failure) -> LOG.debug("handed over to {}", other, failure));
        }
    }

    @Override
    public void leads(long term) {
        leads = true;
    }

    @Override
    public void follows() {
        leads = false;
    }

    @Override
    public void unreadable(String why) {
        unreadable = Optional.of(why);
        over.countDown();
    }

    @Override
    public void ended(String why) {
        LOG.error("Ending: {}", why);
        over.countDown();
    }
}
