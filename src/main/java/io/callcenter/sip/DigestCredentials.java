package io.callcenter.sip;

import gov.nist.javax.sip.header.AuthenticationHeader;
import gov.nist.javax.sip.parser.StringMsgParser;
import io.callcenter.b2b.Credentials;
import io.callcenter.b2b.Headers;
import io.callcenter.b2b.SipRequest;
import io.callcenter.b2b.SipResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** One user and password for whoever asks by digest (RFC 3261 §22.4, RFC 8760): SHA-256 before MD5, with {@code qop=auth} or without. */
public final class DigestCredentials implements Credentials {
    /** Algorithms by their names, which are Java's as well. */
    private static final Set<String> DIGESTS = Set.of("MD5", "SHA-256");

    private static final String FIRST = "00000001";
    private static final SecureRandom DICE = new SecureRandom();

    private final String user;
    private final String password;
    private final Supplier<String> nonces;

    /** Those of {@code cc.sip.auth.user} and {@code cc.sip.auth.password}. */
    public DigestCredentials(String user, String password) {
        this(user, password, () -> HexFormat.of().toHexDigits(DICE.nextLong()));
    }

    /**
     * The same with nonces of one's own.
     *
     * @param nonces what we add to each answer so that it cannot be foreseen ({@code cnonce})
     */
    DigestCredentials(String user, String password, Supplier<String> nonces) {
        this.user = user;
        this.password = password;
        this.nonces = nonces;
    }

    @Override
    public Optional<Headers.Field> answer(SipResponse challenge, SipRequest request) {
        return switch (challenge.code()) {
            case 401 -> answer("WWW-Authenticate", challenge, "Authorization", request);
            case 407 -> answer("Proxy-Authenticate", challenge, "Proxy-Authorization", request);
            default -> Optional.empty();
        };
    }

    private Optional<Headers.Field> answer(String field, SipResponse challenge, String answer, SipRequest request) {
        if (request.headers().first(answer).isPresent()) {
            return Optional.empty();
        }
        List<AuthenticationHeader> known = challenge.headers().all(field).stream()
                .flatMap(value -> parsed(field, value).stream())
                .filter(DigestCredentials::goes)
                .toList();
        return known.stream()
                .filter(asked -> algorithm(asked).equals("SHA-256"))
                .findFirst()
                .or(() -> known.stream().findFirst())
                .map(asked -> new Headers.Field(answer, filled(asked, request)));
    }

    private static Optional<AuthenticationHeader> parsed(String field, String value) {
        try {
            return Optional.of(StringMsgParser.parseSIPHeader(field + ": " + value))
                    .filter(AuthenticationHeader.class::isInstance)
                    .map(AuthenticationHeader.class::cast)
                    .filter(asked -> "Digest".equalsIgnoreCase(asked.getScheme()));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private static String algorithm(AuthenticationHeader asked) {
        return asked.getAlgorithm() == null
                ? "MD5"
                : asked.getAlgorithm().replace("\"", "").toUpperCase(Locale.ROOT);
    }

    private static boolean goes(AuthenticationHeader asked) {
        boolean open = asked.getQop() == null
                || Arrays.asList(asked.getQop().replace("\"", "").split("[ ,]+"))
                        .contains("auth");
        return open && DIGESTS.contains(algorithm(asked)) && asked.getNonce() != null;
    }

    private String filled(AuthenticationHeader asked, SipRequest request) {
        String realm = asked.getRealm() == null ? "" : asked.getRealm();
        boolean counted = asked.getQop() != null;
        String secret = hash(asked, user + ":" + realm + ":" + password);
        String what = hash(asked, request.method() + ":" + request.uri());
        String own = nonces.get();
        String proof = counted
                ? hash(asked, String.join(":", secret, asked.getNonce(), FIRST, own, "auth", what))
                : hash(asked, String.join(":", secret, asked.getNonce(), what));
        StringBuilder text = new StringBuilder("Digest username=\"").append(quoted(user));
        text.append("\", realm=\"").append(realm).append("\", nonce=\"").append(asked.getNonce());
        text.append("\", uri=\"")
                .append(request.uri())
                .append("\", response=\"")
                .append(proof)
                .append('"');
        if (asked.getAlgorithm() != null) {
            text.append(", algorithm=").append(algorithm(asked));
        }
        if (counted) {
            text.append(", cnonce=\"").append(own).append("\", qop=auth, nc=").append(FIRST);
        }
        if (asked.getOpaque() != null) {
            text.append(", opaque=\"").append(asked.getOpaque()).append('"');
        }
        return text.toString();
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String hash(AuthenticationHeader asked, String text) {
        try {
            byte[] bytes = MessageDigest.getInstance(algorithm(asked)).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5 and SHA-256", e);
        }
    }
}
