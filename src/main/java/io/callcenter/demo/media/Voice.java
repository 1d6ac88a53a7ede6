package io.callcenter.demo.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** One phone's sound in one call: what was negotiated, and the stream that follows it. */
public final class Voice implements AutoCloseable {
    private final RtpStream stream;
    private final MediaSession session;
    private Optional<Melody> melody = Optional.empty();

    /** A silent voice. */
    public Voice(RtpStream stream, MediaSession session) {
        this.stream = stream;
        this.session = session;
    }

    /** Our RTP port. */
    public int port() {
        return stream.port();
    }

    /** Where our sound goes: the other side's port, 0 = nowhere. */
    public int toward() {
        return session.destination().map(to -> to.address().getPort()).orElse(0);
    }

    /** Packets heard from that port. */
    public int heardFrom(int port) {
        return stream.heardFrom(port);
    }

    /** A body for a 200: the answer to the offer, or an offer when there is none; empty = 488. */
    public Optional<String> reply(String offer) {
        if (offer.isEmpty()) {
            return Optional.of(session.offer());
        }
        Optional<String> answer = session.answer(offer);
        follow();
        return answer;
    }

    /** An offer of ours. */
    public String offer() {
        return session.offer();
    }

    /** Takes the answer to our offer; nothing to take when it is empty. */
    public void answered(String answer) {
        if (!answer.isEmpty()) {
            session.answered(answer);
            follow();
        }
    }

    /** Plays this whenever the other side listens. */
    public void say(Melody what) {
        melody = Optional.of(what);
        follow();
    }

    private void follow() {
        stream.silence();
        session.destination().ifPresent(to -> melody.ifPresent(what -> stream.play(what, to.codec(), to.address())));
    }

    /** Ends the stream. */
    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
