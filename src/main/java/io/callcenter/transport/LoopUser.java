package io.callcenter.transport;

import io.callcenter.message.MessageFault;
import io.callcenter.message.Request;
import io.callcenter.message.Response;
import io.callcenter.message.Tag;
import io.callcenter.transaction.Action;
import java.net.InetAddress;

/** Who gets what the loops bring up. Called on the loop that is named, which must not be blocked. */
public interface LoopUser {
    /** A request that no transaction knows: {@link Loop#transactions} may open one, or it is answered without. ACKs of 2xx come here too. */
    void request(Loop loop, Request request, Link link);

    /** A response that no transaction waits for. */
    void stray(Loop loop, Response response, Link link);

    /** A connection that was open is closed. On its own loop. */
    void gone(Link link);

    /** What transactions tell their user; what they want done has been done. */
    void told(Loop loop, Action action);

    /** A message was refused or dropped before anything was known of it. */
    void refused(Link link, MessageFault why);

    /** A message came in, as {@code INVITE} or {@code 2xx}; {@code out}: went out. */
    void counted(String kind, boolean out);

    /** A step threw. It ends with its message. */
    void fault(Throwable cause);

    /**
     * The guard kept a message from being looked at or answered, or closed a connection.
     *
     * @param cause {@code bytes}, {@code requests}, {@code untrusted}, {@code invalid}, {@code banned}; {@code ban} = a ban begins; {@code answers} = an
     *     answer was not sent over a new connection; {@code unread}, {@code unsent} = a connection is closed that holds too many bytes
     */
    void guarded(Link link, String cause);

    /** So many datagrams were dropped unread, because too many waited or for too long. */
    void overrun(long datagrams);

    /** Whether that source has shown that it exists: what is forged in its name is not held against it. */
    boolean isProven(InetAddress source);

    /** The To tag of refusals for which nobody else makes one. */
    Tag refusalTag();
}
