package io.callcenter.sip.stack;

import io.callcenter.message.Request;
import io.callcenter.message.Tag;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The To tags of answers for which nothing is kept: the same for each copy of a request (RFC 3261 §8.2.7), and none that a dialog could have. Any
 * thread.
 */
final class StatelessTags {
    private static final int LETTERS = 16;
    private static final char[] ALPHABET = "0123456789abcdefghijklmnopqrstuv".toCharArray();

    private final SecretKeySpec key;
    private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(this::mac);

    /** Tags of one life of this program. */
    StatelessTags() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /** The tag for the answer to that request. */
    Tag of(Request request) {
        String about = request.callId().text()
                + '\n'
                + request.via().branch()
                + '\n'
                + request.cseq().number();
        byte[] sum = macs.get().doFinal(about.getBytes(StandardCharsets.UTF_8));
        char[] text = new char[LETTERS + 1];
        text[0] = 'r';
        for (int i = 0; i < LETTERS; i++) {
            text[i + 1] = ALPHABET[sum[i] & 31];
        }
        return new Tag(new String(text));
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
