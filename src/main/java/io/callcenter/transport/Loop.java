package io.callcenter.transport;

import io.callcenter.message.Head;
import io.callcenter.message.Host;
import io.callcenter.message.IntakeResult;
import io.callcenter.message.MessageFault;
import io.callcenter.message.MessageIntake;
import io.callcenter.message.Methods;
import io.callcenter.message.QuickLook;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import io.callcenter.message.Token;
import io.callcenter.transaction.Action;
import io.callcenter.transaction.TimerWheel;
import io.callcenter.transaction.Transactions;
import io.callcenter.transport.address.Literals;
import io.callcenter.transport.guard.Guard;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * One event loop: its datagram sockets, its transactions, and the order of things on its thread. A step takes the time once, runs, carries out what
 * the transactions want, and sends what was written in one go. All methods but {@link #execute} are for its own thread.
 */
public final class Loop {
    private static final int LARGEST_DATAGRAM = 65_507;
    /** So long it reads messages, before it looks at its sockets again. */
    private static final long TURN = 2_000_000L;

    private static final int LOOK = 15;
    /** Bytes of streams that other loops have read: about a tenth of a second of work. */
    private static final long MOST_HANDED_OVER = 1 << 20;

    private final EventLoop thread;
    private final MessageIntake door;
    private final LoopUser user;
    private final Connections connections;
    private final Guard guard;
    private final LoopLateness watch;
    private final DatagramInbox inbox;
    private final HandOver handOver = new HandOver(MOST_HANDED_OVER);
    private final Transactions transactions;
    private final ArrayDeque<Action> actions = new ArrayDeque<>();
    private final ArrayDeque<Runnable> afterwards = new ArrayDeque<>();
    private final TimerWheel alarms;
    private final Set<Channel> written = new HashSet<>();
    private final Map<String, Connection> streams = new HashMap<>();
    private final List<Datagrams> points = new CopyOnWriteArrayList<>();
    /** {@code null} = nothing is captured. */
    private volatile Capture capture;

    private volatile int size;
    private final BooleanSupplier speaks;
    private boolean running;
    private long now;
    private long waited;
    private boolean asked;
    private boolean refused;
    private boolean serving;
    private ScheduledFuture<?> alarm;
    private long alarmAt = Long.MAX_VALUE;

    Loop(EventLoop thread, Loops.Needs parts, MessageIntake door, Guard guard, Connections connections) {
        this.thread = thread;
        this.door = door;
        this.user = parts.user();
        this.speaks = parts.points().speaks();
        this.connections = connections;
        this.guard = guard;
        this.now = System.nanoTime();
        this.watch = new LoopLateness(now);
        this.inbox = new DatagramInbox(parts.count());
        this.transactions = new Transactions(parts.timing(), actions::add, now);
        this.alarms = new TimerWheel(now);
        thread.schedule(this::watch, LoopLateness.PERIOD, TimeUnit.NANOSECONDS);
    }

    private void watch() {
        if (thread.isShuttingDown()) {
            return;
        }
        watch.tick(System.nanoTime());
        thread.schedule(this::watch, LoopLateness.PERIOD, TimeUnit.NANOSECONDS);
    }

    /** How late it is. Any thread. */
    LoopLateness lateness() {
        return watch;
    }

    EventLoop thread() {
        return thread;
    }

    /** Whether anything may be sent. */
    boolean speaks() {
        return speaks.getAsBoolean();
    }

    LoopUser user() {
        return user;
    }

    /** What other loops have read of streams for this one. */
    HandOver handOver() {
        return handOver;
    }

    void add(Datagrams point) {
        points.add(point);
    }

    void copyTo(Capture by) {
        capture = by;
    }

    /** Where copies of its messages go; {@code null} = nowhere. */
    Capture capture() {
        return capture;
    }

    /** Its transactions. */
    public Transactions transactions() {
        return transactions;
    }

    /** The time of the step that runs, in nanoseconds. */
    public long now() {
        return now;
    }

    /** How long the message that is dealt with has waited here, in nanoseconds. */
    public long waited() {
        return waited;
    }

    /** Runs a step: at once where a step of this loop runs already, else in its turn. Any thread; does nothing when the loop has ended. */
    public void execute(Runnable step) {
        if (thread.inEventLoop()) {
            step(step);
        } else if (!thread.isShuttingDown()) {
            thread.execute(() -> step(step));
        }
    }

    /** Runs the task in a turn of its own: within the step that runs, but after what it does now; else in its turn. Any thread. */
    public void afterwards(Runnable task) {
        if (thread.inEventLoop()) {
            afterwards.add(task);
            if (!running) {
                step(() -> {});
            }
        } else if (!thread.isShuttingDown()) {
            thread.execute(() -> step(task));
        }
    }

    /** Waits until the step that runs is through, and all that came before: 2 s at most. Not from a loop. */
    public void finish() {
        if (!thread.inEventLoop() && !thread.isShuttingDown()) {
            thread.submit(() -> {}).awaitUninterruptibly(2, TimeUnit.SECONDS);
        }
    }

    /** Timers of its users. */
    public TimerWheel alarms() {
        return alarms;
    }

    /** Tasks that other threads gave it, and that wait for their turn; datagrams that wait to be read are not among them. Any thread. */
    public int tasks() {
        return ((SingleThreadEventExecutor) thread).pendingTasks();
    }

    void step(Runnable step) {
        if (running) {
            guarded(step);
            return;
        }
        begin();
        try {
            guarded(step);
            settle();
        } finally {
            end();
        }
    }

    private void settle() {
        while (true) {
            Action action = actions.poll();
            if (action != null) {
                guarded(() -> carryOut(action));
                continue;
            }
            Runnable next = afterwards.poll();
            if (next == null) {
                return;
            }
            guarded(next);
        }
    }

    private void begin() {
        running = true;
        now = System.nanoTime();
    }

    private void end() {
        running = false;
        waited = 0;
        written.forEach(Channel::flush);
        written.clear();
        size = transactions.size();
        setAlarm();
    }

    /** A datagram came for this loop: it waits for {@link #serve}. */
    void arrived(ReceivedDatagram datagram) {
        inbox.add(datagram);
    }

    /** Datagrams came for this loop on another one. Any thread. */
    void arrived(List<ReceivedDatagram> datagrams) {
        if (!thread.isShuttingDown()) {
            thread.execute(() -> {
                datagrams.forEach(inbox::add);
                serve();
            });
        }
    }

    /** Reads what waits, all in one step, for a short time; then its sockets have their turn again. */
    void serve() {
        if (serving) {
            return;
        }
        begin();
        try {
            long until = now + TURN;
            int count = 0;
            for (ReceivedDatagram next = inbox.poll(now); next != null; next = inbox.poll(now)) {
                read(next);
                if ((++count & LOOK) == 0 && System.nanoTime() - until > 0) {
                    break;
                }
            }
            user.overrun(inbox.lost());
        } finally {
            end();
        }
        if (!inbox.isEmpty() && !thread.isShuttingDown()) {
            serving = true;
            // As a task it would run again before the sockets are looked at.
            thread.schedule(this::serveMore, 0, TimeUnit.NANOSECONDS);
        }
    }

    private void serveMore() {
        serving = false;
        serve();
    }

    private void read(ReceivedDatagram datagram) {
        waited = datagram.waited(now);
        asked = datagram.glance() == QuickLook.OTHER;
        refused = datagram.refused();
        try {
            received(datagram.bytes(), datagram.link());
        } catch (RuntimeException | Error e) {
            user.fault(e);
        }
        asked = false;
        refused = false;
        settle();
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            user.fault(e);
        }
    }

    private void setAlarm() {
        long next = Math.min(transactions.next(), alarms.next());
        if (next == Long.MAX_VALUE || next >= alarmAt) {
            return;
        }
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarmAt = next;
        alarm = thread.schedule(this::ring, Math.max(0, next - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private void ring() {
        alarmAt = Long.MAX_VALUE;
        step(() -> {
            transactions.advance(now);
            alarms.advance(now);
        });
    }

    /** The channel is flushed at the end of the step. */
    void wrote(Channel channel) {
        if (running && thread.inEventLoop()) {
            written.add(channel);
        } else {
            channel.flush();
        }
    }

    /** Bytes that are one message came in. */
    void received(byte[] bytes, Link link) {
        Capture copies = capture;
        Instant at = copies == null ? Instant.EPOCH : Instant.now();
        IntakeResult entry = door.read(bytes, link.carrier());
        if (entry instanceof IntakeResult.Taken taken && taken.message() instanceof Request request) {
            request(request, link);
        } else if (entry instanceof IntakeResult.Taken taken && taken.message() instanceof Response response) {
            response(response, link);
        } else {
            refuse(entry, link);
            return;
        }
        if (copies != null) { // only now it is known which call it belongs to
            copies.came(bytes, link, at);
        }
    }

    /** A message that was not read to its end. */
    void refused(byte[] head, MessageFault why, Link link) {
        refuse(door.refuse(head, why), link);
    }

    private void refuse(IntakeResult entry, Link link) {
        MessageFault why =
                entry instanceof IntakeResult.Answer answer ? answer.why() : ((IntakeResult.Drop) entry).why();
        user.refused(link, why);
        if (why == MessageFault.KEEP_ALIVE) {
            return;
        }
        Guard.Verdict verdict = guard.invalid(link.remote().getAddress(), link.reliable(), user::isProven, now);
        if (verdict != Guard.Verdict.PASSED) {
            user.guarded(link, verdict.cause());
            if (verdict == Guard.Verdict.BANNED && link instanceof Connection stream) {
                stream.close();
            }
        } else if (entry instanceof IntakeResult.Answer answer) {
            Head head = answer.head().seen(host(link), link.remote().getPort());
            link.write(head.answer(answer.code(), user.refusalTag()).bytes());
            user.counted(kind(answer.code()), true);
        }
    }

    /** Whether a new INVITE from there is not to be looked at; told to the user where it is not. */
    public boolean barsCall(Link link) {
        return bars(link, guard.call(link.remote().getAddress(), link.reliable(), now));
    }

    /** What becomes of a request that belongs to nothing. */
    public enum Admission {
        /** It is looked at. */
        TAKEN,
        /** It is refused with 503: its source asks too often. */
        REFUSED,
        /** It is dropped. */
        DROPPED
    }

    /** What becomes of another request that belongs to nothing; told to the user where it is not looked at. */
    public Admission admission(Link link) {
        Guard.Verdict verdict = refused
                ? Guard.Verdict.LATER
                : asked ? Guard.Verdict.PASSED : guard.request(link.remote().getAddress(), link.reliable(), now);
        if (!bars(link, verdict)) {
            return Admission.TAKEN;
        }
        return verdict == Guard.Verdict.LATER ? Admission.REFUSED : Admission.DROPPED;
    }

    /** Whether a request of something that is not known is not to be looked at; told to the user where it is not. */
    public boolean barsStray(Link link) {
        return bars(link, guard.stray(link.remote().getAddress(), link.reliable(), now));
    }

    private boolean bars(Link link, Guard.Verdict verdict) {
        boolean barred = verdict != Guard.Verdict.PASSED;
        if (barred) {
            user.guarded(link, verdict.cause());
        }
        return barred;
    }

    private static Host host(Link link) {
        return new Host(Literals.text(link.remote().getAddress()));
    }

    private void request(Request request, Link link) {
        user.counted(request.method().text(), false);
        if (link instanceof Connection stream && request.via().parameters().has("alias")) {
            connections.alias(stream, request.via());
        }
        Request seen = request.seen(host(link), link.remote().getPort());
        if (transactions.request(seen, link, now) == Transactions.Arrival.NEW) {
            user.request(this, seen, link);
        }
    }

    private void response(Response response, Link link) {
        user.counted(kind(response.code()), false);
        if (!transactions.response(response, link, now)) {
            user.stray(this, response, link);
        }
    }

    /** The class of a code: {@code 1xx} to {@code 6xx}. */
    public static String kind(int code) {
        return KINDS[code / 100];
    }

    private static final String[] KINDS = {"", "1xx", "2xx", "3xx", "4xx", "5xx", "6xx"};

    private void carryOut(Action action) {
        if (action instanceof Action.Transmit transmit) {
            send(transmit.attempt(), (Destination) transmit.target(), transmit.request());
        } else if (action instanceof Action.Reply reply) {
            reply((Link) reply.path(), reply.bytes());
        } else if (action instanceof Action.Withdraw withdraw) {
            Connection connection = streams.remove(withdraw.attempt());
            if (connection != null) {
                connection.withdraw(withdraw.attempt());
            }
        } else {
            user.told(this, action);
        }
    }

    /** Sends a request that no transaction waits for, the ACK of a 2xx: to the first place, and to the next one where a stream takes nothing. */
    public void send(List<Destination> places, Function<Destination, Request> made) {
        Request request = made.apply(places.get(0));
        user.counted(request.method().text(), true);
        if (places.size() > 1 && places.get(0).reliable()) {
            Runnable otherwise = () -> send(places.subList(1, places.size()), made);
            Connection connection = connections.toward(places.get(0), this);
            connection.send(new OutgoingMessage(request.bytes(), "", request.method(), this, otherwise));
        } else {
            transmit("", places.get(0), request);
        }
    }

    private void send(String attempt, Destination destination, Request request) {
        user.counted(request.method().text(), true);
        transmit(attempt, destination, request);
    }

    private void transmit(String attempt, Destination destination, Request request) {
        byte[] bytes = request.bytes();
        if (destination.reliable()) {
            stream(attempt, destination, request.method(), bytes);
            return;
        }
        Datagrams point = toward(destination.remote(), destination.from());
        if (point == null) {
            failed(attempt, request.method(), Action.Why.NOWHERE, false);
        } else if (bytes.length > LARGEST_DATAGRAM) {
            failed(attempt, request.method(), Action.Why.TOO_LARGE, false);
        } else {
            point.write(bytes, destination.remote());
        }
    }

    private void stream(String attempt, Destination destination, Token method, byte[] bytes) {
        Connection connection = connections.toward(destination, this);
        // An ACK or a CANCEL goes by the name of its INVITE, whose fate is told instead.
        boolean told = !attempt.isEmpty() && !method.equals(Methods.ACK) && !method.equals(Methods.CANCEL);
        if (told) {
            streams.put(attempt, connection);
        }
        connection.send(new OutgoingMessage(bytes, told ? attempt : "", method, this, OutgoingMessage.NOTHING));
    }

    private Datagrams toward(InetSocketAddress remote, InetSocketAddress from) {
        Datagrams found = null;
        for (Datagrams point : points) {
            if (point.reaches(remote.getAddress())
                    && (found == null || point.address().equals(from))) {
                found = point;
            }
        }
        return found;
    }

    private void reply(Link link, byte[] bytes) {
        user.counted(kind((bytes[8] - '0') * 100), true);
        if (link.alive()) {
            link.write(bytes);
        } else {
            connections.answer(link, bytes, this);
        }
    }

    /** What was to be sent could not be. */
    void failed(String attempt, Token method, Action.Why why, boolean left) {
        if (!attempt.isEmpty()) {
            transactions.failed(attempt, method, why, left, now);
        }
    }

    /** Transactions that it keeps. Any thread. */
    public int size() {
        return size;
    }

    /** The stream to that peer, open or being opened. */
    public Link stream(String transport, InetSocketAddress remote) {
        return connections.toward(transport, remote, this);
    }

    /** The way to a peer by datagrams, from that point where it can be; {@code null} where no point has its family. */
    public Link datagrams(InetSocketAddress remote, InetSocketAddress from) {
        Datagrams point = toward(remote, from);
        return point == null ? null : new DatagramLink(point, remote);
    }
}
