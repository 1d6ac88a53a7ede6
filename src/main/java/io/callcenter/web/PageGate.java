package io.callcenter.web;

import io.callcenter.mi.HealthPage;
import io.callcenter.mi.HttpDoor;
import io.callcenter.mi.access.AllowedHosts;
import io.callcenter.mi.access.Audit;
import io.callcenter.mi.access.PasswordChecks;
import io.callcenter.mi.access.Role;
import io.callcenter.mi.access.UserScope;
import io.callcenter.mi.access.Users;
import io.callcenter.mi.access.Visitor;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The way in for browsers: decides about each request for a page before anything else sees it, on the event loop and without ever blocking it. What
 * is no page of ours it leaves to others.
 */
public final class PageGate implements Handler<RoutingContext> {
    /** Paths of routes of integrators, for a router. */
    public static final String ROUTES = ExtraPages.DATA + "*";

    static final String LOGIN = "/login";
    static final String LOGOUT = "/logout";
    static final String DESK = "/desk";
    static final String ADMIN = "/admin";
    static final String RECORDS = "/records";
    static final String DISPLAYS = "/displays";
    /** What a screen shows before it is let in. */
    static final String PAIR = "/pair";
    /** In a frame of the desk. */
    static final String WINDOW = "/desk/window";

    /** The pages to which a login may lead. */
    static final List<String> PAGES = List.of("/board", "/wall", DESK, RECORDS, DISPLAYS, ADMIN);

    private static final Pattern OURS = Pattern.compile("(?i)(Cc|Camel|Sip)");
    private static final String OUR_NAMES = "names that begin with Cc, Camel or Sip are not for fields";
    private static final String NOT_FOR_YOU = "This page is not for the role of this account.";
    private static final Set<HttpMethod> METHODS_OF_ROUTES =
            Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);
    private static final String TOKEN = "X-CC-Token";

    private final AllowedHosts hosts;
    private final PasswordChecks logins;
    private final Users users;
    private final Sessions sessions;
    private final WebSettings settings;
    private final LoginPage loginPage;
    private final PageRequests requests;
    private final PairRequests pairs;
    private final Assets assets;
    private final PageReply reply;
    private final Audit audit;
    private final ExtraPages extra;
    private final String openToken;

    /**
     * A gate.
     *
     * @param openToken what comes with each command where nobody is asked who they are: random
     */
    public PageGate(
            AllowedHosts hosts,
            PasswordChecks logins,
            Users users,
            Sessions sessions,
            WebSettings settings,
            WebCommands commands,
            BoardFeed feed,
            HealthPage health,
            RecordSearch records,
            Audit audit,
            ExtraPages extra,
            Languages languages,
            String openToken) {
        this.hosts = hosts;
        this.logins = logins;
        this.users = users;
        this.sessions = sessions;
        this.settings = settings;
        this.assets = new Assets(languages);
        this.reply = new PageReply(settings.tls(), assets);
        this.audit = audit;
        this.extra = extra;
        this.openToken = openToken;
        this.loginPage = new LoginPage(logins, sessions, settings, reply, audit);
        this.pairs = new PairRequests(sessions, settings, reply, audit);
        this.requests = new PageRequests(
                commands,
                feed,
                health,
                settings,
                new CdrPages(records, reply, audit),
                new AuditPages(records, reply, audit),
                extra,
                records,
                reply);
    }

    @Override
    public void handle(RoutingContext context) {
        String path = context.normalizedPath();
        // A target with a host of its own is not for a browser's page.
        if (!isOurs(path) || !context.request().uri().startsWith("/")) {
            context.next();
            return;
        }
        Optional<String> host = hosts.foreignHost(context.request());
        if (host.isPresent()) {
            turnAway(context, 421, "host", host.get());
            return;
        }
        boolean page = isPage(path) && context.request().method() == HttpMethod.GET;
        Optional<String> site = hosts.foreignPage(context.request());
        if (site.isPresent() && page) {
            // A link elsewhere: the browser sends no cookie with it, but does when the page loads itself again.
            reply.message(context, 200, "1; url=" + path, "One moment …");
        } else if (site.isPresent()) {
            turnAway(context, 403, "origin", site.get());
        } else if (path.startsWith("/ui/")) {
            asset(context, path);
        } else if (!allows(path, context.request().method())) {
            reply.begin(context, 405).putHeader("Allow", method(path).name()).end();
        } else {
            enter(context, path);
        }
    }

    /** Whether that request to a route brings a form, which is to be read before {@link #checkForm}. */
    public static boolean hasForm(RoutingContext context) {
        String type = context.request().getHeader("Content-Type");
        String kind = type == null ? "" : type.toLowerCase(Locale.ROOT);
        return kind.contains("application/x-www-form-urlencoded") || kind.contains("multipart/form-data");
    }

    /** Lets a request go on to its route unless its form, which has been read, has fields of our names. */
    public static void checkForm(RoutingContext context) {
        if (hasForm(context) && hasOurNames(context.request().formAttributes())) {
            HttpDoor.refuse(context, 400, OUR_NAMES);
        } else {
            context.next();
        }
    }

    private static boolean hasOurNames(MultiMap fields) {
        return fields.names().stream().anyMatch(PageGate::isOurName);
    }

    private static boolean isOurName(String name) {
        return OURS.matcher(name).lookingAt();
    }

    /** Whether an answer to that path goes on for as long as the page is open. */
    public static boolean isStream(String path) {
        return PageRequests.STREAM.equals(path);
    }

    private static boolean isOurs(String path) {
        return isPage(path)
                || Set.of(LOGIN, LOGOUT).contains(path)
                || path.startsWith("/ui/")
                || path.startsWith(ExtraPages.PREFIX)
                || path.startsWith("/web/");
    }

    private static boolean isPage(String path) {
        return path.equals("/")
                || PAGES.contains(path)
                || path.equals(WINDOW)
                || path.equals(PAIR)
                || path.equals(LOGIN);
    }

    private static boolean allows(String path, HttpMethod method) {
        if (path.startsWith(ExtraPages.DATA)) {
            return METHODS_OF_ROUTES.contains(method);
        }
        return method.equals(method(path)) || path.equals(LOGIN) && method == HttpMethod.POST;
    }

    private static HttpMethod method(String path) {
        if (PairRequests.covers(path)) {
            return PairRequests.method(path);
        }
        return path.equals(LOGOUT) || path.equals(PageRequests.COMMANDS) ? HttpMethod.POST : HttpMethod.GET;
    }

    private void asset(RoutingContext context, String path) {
        if (path.equals(Assets.STABLE)) {
            reply.fresh(context, assets.stable());
            return;
        }
        Optional<Assets.File> file = assets.file(path);
        if (file.isPresent()) {
            reply.file(context, file.get());
        } else {
            reply.problem(context, 404, "path", "no such file");
        }
    }

    private void enter(RoutingContext context, String path) {
        if (path.equals(LOGIN)) {
            loginPage.handle(context);
            return;
        }
        if (path.equals(PAIR) || PairRequests.covers(path)) {
            pair(context, path);
            return;
        }
        Optional<PageUser> member = member(context);
        if (member.isEmpty()) {
            if (path.startsWith("/web/") || path.startsWith(ExtraPages.DATA) || path.equals(LOGOUT)) {
                reply.problem(context, 401, "session", "the session is over: log in");
            } else {
                reply.see(context, LOGIN + (path.equals("/") ? "" : "?next=" + path));
            }
        } else if (context.request().method() != HttpMethod.GET && !hasToken(context, member.get())) {
            turnAway(context, 403, "token", "without the token of the session");
        } else if (path.equals(LOGOUT)) {
            loginPage.logout(context, member.get());
        } else if (path.startsWith("/web/")) {
            requests.handle(context, member.get(), path);
        } else if (path.startsWith(ExtraPages.PREFIX)) {
            extra(context, member.get(), path);
        } else {
            page(context, member.get(), path);
        }
    }

    private void pair(RoutingContext context, String path) {
        if (logins.open()) {
            reply.see(context, "/wall");
        } else if (path.equals(PAIR)) {
            reply.html(context, 200, reply.page(context, "pair.html", Map.of()));
        } else {
            pairs.handle(context, path);
        }
    }

    private void extra(RoutingContext context, PageUser member, String path) {
        boolean data = path.startsWith(ExtraPages.DATA);
        if (extra.allows(member, path)) {
            if (data) {
                toRoute(context, member);
            } else {
                extra.file(context, path, reply);
            }
        } else if (data) {
            reply.problem(context, 403, "role", "not for the role of this account");
        } else {
            reply.message(context, 403, "", NOT_FOR_YOU);
        }
    }

    /**
     * A route is told by us who asks, and by nobody else: what a request says by our names goes away in headers, and is an error in a query (and in a
     * form, {@link #checkForm}), as fields of these become headers too.
     */
    private void toRoute(RoutingContext context, PageUser member) {
        if (hasOurNames(context.queryParams())) {
            reply.problem(context, 400, "query", OUR_NAMES);
            return;
        }
        MultiMap headers = context.request().headers();
        List.copyOf(headers.names()).stream().filter(PageGate::isOurName).forEach(headers::remove);
        headers.remove("Cookie").remove(TOKEN);
        headers.set("CcUser", member.visitor().name())
                .set("CcRole", member.visitor().role().label())
                .set("CcFlows", requests.flows(member));
        member.own().ifPresent(agent -> headers.set("CcAgent", agent.value()));
        reply.begin(context, 200);
        HttpDoor.pass(context);
        context.next();
    }

    private void page(RoutingContext context, PageUser member, String path) {
        if (path.equals("/")) {
            reply.see(context, member.first());
        } else if (!member.sees(path)) {
            String text = path.startsWith(DESK)
                    ? "This page is for agents: log in as a user of the role agent, whose name is the id of an agent."
                    : NOT_FOR_YOU;
            reply.message(context, 403, "", text);
        } else if (path.equals(DESK)) {
            reply.desk(context, reply.page(context, "desk.html", Map.of()));
        } else if (path.equals(WINDOW)) {
            reply.frame(context, reply.page(context, "window.html", Map.of()));
        } else {
            reply.html(context, 200, reply.page(context, path.substring(1) + ".html", Map.of()));
        }
    }

    /** Who that is; nobody without a session that holds. */
    private Optional<PageUser> member(RoutingContext context) {
        var address = context.request().remoteAddress();
        String from = "web " + (address == null ? "?" : address.hostAddress());
        if (logins.open()) {
            Visitor anybody = visitor("-", Role.ADMIN, from, users.scope("-"));
            return Optional.of(new PageUser(anybody, "open", openToken, Instant.MAX));
        }
        Cookie cookie = context.request().getCookie(settings.cookie());
        if (cookie == null || cookie.getValue().length() > 100) {
            return Optional.empty();
        }
        return sessions.use(cookie.getValue())
                .flatMap(session -> sessions.role(session)
                        .map(role -> new PageUser(
                                visitor(session.user(), role, from, sessions.scope(session)),
                                session.key(),
                                Sessions.token(cookie.getValue()),
                                sessions.ends(session, role))));
    }

    private Visitor visitor(String name, Role role, String from, UserScope scope) {
        return new Visitor(name, role, from, settings.numbers(role) == NumberMask.FULL, scope);
    }

    private static boolean hasToken(RoutingContext context, PageUser member) {
        String given = context.request().getHeader(TOKEN);
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), member.token().getBytes(StandardCharsets.UTF_8));
    }

    private void turnAway(RoutingContext context, int status, String code, String why) {
        audit.turnedAwayOften("-", "web " + context.request().remoteAddress().hostAddress(), why);
        reply.problem(context, status, code, why);
    }
}
