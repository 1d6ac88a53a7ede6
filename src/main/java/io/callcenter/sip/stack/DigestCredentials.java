package io.callcenter.sip.stack;

import io.callcenter.b2b.Credentials;
import io.callcenter.message.Challenge;
import io.callcenter.message.Draft;
import io.callcenter.message.Field;
import io.callcenter.message.FieldValue;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One user and password for one realm (RFC 3261 §22.4, RFC 8760), told to targets only: SHA-256 before MD5, with {@code qop=auth} or without.
 *
 * <p>A challenge is answered when it is for that realm and the request goes to a target, and when the request is the first INVITE of a leg that we
 * set up, or a later one of a leg whose INVITE was answered. A caller is never told, whatever they ask for. Of a realm that was answered with SHA-256
 * MD5 is not accepted any more. The same realm again is a refusal, except once for a nonce that is stale.
 */
final class DigestCredentials implements Credentials {
    /** Algorithms by their names, which are Java's as well. */
    private static final Set<String> DIGESTS = Set.of("MD5", "SHA-256");

    private static final String SHA_256 = "SHA-256";
    private static final String FIRST = "00000001";
    private static final int MOST_ANSWERS = 2;
    private static final SecureRandom DICE = new SecureRandom();

    private final DigestSettings settings;
    private final DigestTargets targets;
    private final Supplier<String> nonces;
    private volatile boolean sha256Only;

    /** Answers to those targets. */
    DigestCredentials(DigestSettings settings, DigestTargets targets) {
        this(settings, targets, () -> HexFormat.of().toHexDigits(DICE.nextLong()));
    }

    /**
     * The same with nonces of one's own.
     *
     * @param nonces what is added to each answer so that it cannot be foreseen ({@code cnonce})
     */
    DigestCredentials(DigestSettings settings, DigestTargets targets, Supplier<String> nonces) {
        this.settings = settings;
        this.targets = targets;
        this.nonces = nonces;
        this.sha256Only = !settings.md5();
    }

    @Override
    public Optional<Answer> answer(Asked who, Response challenge, Draft request) {
        if (!mayKnow(who) || !targets.reachedBy(request)) {
            return Optional.empty();
        }
        Asking asking = new Asking(
                request.method().text(), StrictRoute.applied(request).uri().toString());
        return switch (challenge.code()) {
            case 401 ->
                answer(who, challenge.values(HeaderName.WWW_AUTHENTICATE), asking)
                        .map(proof -> answer(HeaderName.AUTHORIZATION, proof));
            case 407 ->
                answer(who, challenge.values(HeaderName.PROXY_AUTHENTICATE), asking)
                        .map(proof -> answer(HeaderName.PROXY_AUTHORIZATION, proof));
            default -> Optional.empty();
        };
    }

    @Override
    public boolean mayBeCarriedBy(Draft request) {
        return targets.reachedBy(request);
    }

    private boolean mayKnow(Asked who) {
        boolean known = who.realm().filter(settings.realm()::equals).isPresent();
        return who.answers() < MOST_ANSWERS
                && switch (who.role()) {
                    case CALLER -> false;
                    case FIRST_INVITE -> true;
                    case DIALOG -> known;
                };
    }

    /** What of a request is proved: its method, and the Request-URI as it is sent. */
    record Asking(String method, String uri) {}

    private Answer answer(HeaderName field, String proof) {
        return new Answer(Field.of(field, FieldValue.of(proof)), settings.realm());
    }

    /** The credentials for those challenges; empty where none of them is to be answered. */
    Optional<String> answer(Asked who, List<FieldValue> challenges, Asking request) {
        List<Challenge> ours = challenges.stream()
                .flatMap(value -> Challenge.readAll(value.toString()).stream())
                .filter(Challenge::isDigest)
                .filter(asked -> settings.realm().equals(asked.get("realm").orElse("")))
                .filter(asked -> who.answers() == 0 || asked.isStale())
                .filter(DigestCredentials::goes)
                .toList();
        Optional<Challenge> best =
                ours.stream().filter(asked -> asked.algorithm().equals(SHA_256)).findFirst();
        if (best.isPresent()) {
            sha256Only = true;
        } else if (!sha256Only) {
            best = ours.stream().findFirst();
        }
        return best.map(asked -> filled(asked, request));
    }

    private static boolean goes(Challenge asked) {
        boolean open = asked.get("qop").isEmpty() || asked.offers("auth");
        return open && DIGESTS.contains(asked.algorithm());
    }

    private String filled(Challenge asked, Asking request) {
        String realm = settings.realm();
        boolean counted = asked.get("qop").isPresent();
        String nonce = asked.get("nonce").orElseThrow();
        String secret = hash(asked, settings.user() + ":" + realm + ":" + settings.password());
        String uri = request.uri();
        String what = hash(asked, request.method() + ":" + uri);
        String own = nonces.get();
        String proof = counted
                ? hash(asked, String.join(":", secret, nonce, FIRST, own, "auth", what))
                : hash(asked, String.join(":", secret, nonce, what));
        StringBuilder text = new StringBuilder("Digest username=\"").append(quoted(settings.user()));
        text.append("\", realm=\"").append(quoted(realm)).append("\", nonce=\"").append(quoted(nonce));
        text.append("\", uri=\"")
                .append(uri)
                .append("\", response=\"")
                .append(proof)
                .append('"');
        if (asked.get("algorithm").isPresent()) {
            text.append(", algorithm=").append(asked.algorithm());
        }
        if (counted) {
            text.append(", cnonce=\"").append(own).append("\", qop=auth, nc=").append(FIRST);
        }
        asked.get("opaque")
                .ifPresent(opaque ->
                        text.append(", opaque=\"").append(quoted(opaque)).append('"'));
        return text.toString();
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String hash(Challenge asked, String text) {
        try {
            byte[] bytes = MessageDigest.getInstance(asked.algorithm()).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5 and SHA-256", e);
        }
    }
}
