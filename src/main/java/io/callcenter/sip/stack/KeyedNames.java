package io.callcenter.sip.stack;

import io.callcenter.b2b.FreshNames;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names made of node, epoch and a running number, closed by a keyed check: unique across nodes and restarts, known as ours without any table
 * (docs/design/legs.md 1), and not to be guessed (RFC 3261 §19.3). Any thread.
 */
public final class KeyedNames implements FreshNames {
    private static final String COOKIE = "z9hG4bK";
    private static final int CHECK = 12;
    private static final char[] LETTERS = "0123456789abcdefghijklmnopqrstuv".toCharArray();

    private final SecretKeySpec key;
    private final long spread;
    private final LongSupplier epoch;
    private final String node;
    private volatile String stem = "";
    private final AtomicLong number = new AtomicLong();
    private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(this::mac);
    private final ThreadLocal<Letters> letters = ThreadLocal.withInitial(Letters::new);

    /** Letters that nobody can guess, for names that need not be known as ours: one check is enough for some of them. One thread. */
    private final class Letters {
        private byte[] sum = {};
        private int used;

        String next() {
            if (used == sum.length) {
                sum = sum("fresh", KeyedNames.this.next()); // a number that no other name has
                used = 0;
            }
            long bits = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                bits = bits << Byte.SIZE | sum[used++] & 0xff;
            }
            byte[] text = new byte[CHECK];
            for (int i = 0; i < CHECK; i++) {
                text[i] = (byte) LETTERS[(int) (bits >>> 5 * i) & 31];
            }
            return new String(text, StandardCharsets.ISO_8859_1);
        }
    }

    /**
     * Names of one life of one node.
     *
     * @param key secret of at least 16 bytes, the same across restarts and nodes that may answer for each other
     * @param node letters and digits, unique among nodes
     * @param epoch a number never used before by that node, such as the start's milliseconds
     */
    public KeyedNames(byte[] key, String node, long epoch) {
        this(key, node, () -> epoch);
    }

    /**
     * Names of one life of one node, whose epoch is known only later.
     *
     * @param epoch asked once, for the first name; what it throws is thrown to who wants that name
     */
    public KeyedNames(byte[] key, String node, LongSupplier epoch) {
        if (key.length < 16) {
            throw new IllegalArgumentException("key: at least 16 bytes, got " + key.length);
        }
        if (node.isEmpty() || !node.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c))) {
            throw new IllegalArgumentException("node: letters and digits, got " + node);
        }
        this.key = new SecretKeySpec(key.clone(), "HmacSHA256");
        this.spread = ByteBuffer.wrap(mac().doFinal(new byte[] {1})).getLong() | 1;
        this.node = node;
        this.epoch = epoch;
    }

    /** Names with a key of their own, for programs that keep nothing across restarts. */
    public static KeyedNames passing(String node) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new KeyedNames(key, node, System.currentTimeMillis());
    }

    @Override
    public String tag(String sipCallId) {
        String open = next();
        return open.concat("-").concat(check(sipCallId, open));
    }

    @Override
    public boolean ours(String sipCallId, String tag) {
        int end = tag.length() - CHECK - 1;
        if (end <= 0 || tag.charAt(end) != '-') {
            return false;
        }
        byte[] expected = check(sipCallId, tag.substring(0, end)).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, tag.substring(end + 1).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String branch() {
        String open = next();
        String check = letters.get().next();
        return new StringBuilder(COOKIE.length() + open.length() + 1 + CHECK)
                .append(COOKIE)
                .append(open)
                .append('-')
                .append(check)
                .toString();
    }

    @Override
    public String callId() {
        String open = next();
        return open + "-" + letters.get().next() + "@" + node;
    }

    @Override
    public FreshNames near(String sipCallId) {
        return new Near(slot(sipCallId));
    }

    /**
     * Which of 1,024 slots a Call-ID belongs to: the same for those made {@link #near} one another. Only who knows the key can choose the slot of a Call-ID
     * that does not look like ours.
     */
    @Override
    public int slot(String sipCallId) {
        int at = sipCallId.length() - node.length() - 1;
        if (at >= CHECK && sipCallId.charAt(at) == '@' && sipCallId.endsWith(node)) {
            int high = letter(sipCallId.charAt(at - 2));
            int low = letter(sipCallId.charAt(at - 1));
            if (high >= 0 && low >= 0) {
                return high << 5 | low;
            }
        }
        long hash = spread;
        for (int i = 0; i < sipCallId.length(); i++) {
            hash = (hash ^ sipCallId.charAt(i)) * spread;
            hash ^= hash >>> 29;
        }
        return (int) (hash >>> 54);
    }

    private static int letter(char c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'v' ? c - 'a' + 10 : -1;
    }

    /** The same names with Call-IDs of one slot. */
    private final class Near implements FreshNames {
        private final int slot;

        Near(int slot) {
            this.slot = slot;
        }

        @Override
        public String tag(String sipCallId) {
            return KeyedNames.this.tag(sipCallId);
        }

        @Override
        public boolean ours(String sipCallId, String tag) {
            return KeyedNames.this.ours(sipCallId, tag);
        }

        @Override
        public String branch() {
            return KeyedNames.this.branch();
        }

        @Override
        public String callId() {
            String open = next();
            return open + "-" + letters.get().next().substring(2) + LETTERS[slot >> 5] + LETTERS[slot & 31] + "@"
                    + node;
        }

        @Override
        public int random(int bound) {
            return KeyedNames.this.random(bound);
        }
    }

    @Override
    public int random(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }

    private String next() {
        String begun = stem;
        return (begun.isEmpty() ? begin() : begun).concat(Long.toString(number.incrementAndGet(), 36));
    }

    private synchronized String begin() {
        if (stem.isEmpty()) {
            stem = node + "-" + Long.toString(epoch.getAsLong(), 36) + "-";
        }
        return stem;
    }

    private String check(String about, String open) {
        byte[] sum = sum(about, open);
        byte[] text = new byte[CHECK];
        for (int i = 0; i < CHECK; i++) {
            text[i] = (byte) LETTERS[sum[i] & 31];
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private byte[] sum(String about, String open) {
        Mac mac = macs.get();
        mac.update(about.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
        return mac.doFinal(open.getBytes(StandardCharsets.UTF_8));
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
