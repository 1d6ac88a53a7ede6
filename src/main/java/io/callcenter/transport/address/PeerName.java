package io.callcenter.transport.address;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who a certificate stands for (RFC 5922 §7.1, §7.2): the domains of its subject alternative names of the form {@code sip:domain}; only where it has none
 * of these, its DNS names; for literal addresses, its addresses. Wildcards and common names count for nothing.
 */
public final class PeerName {
    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int ADDRESS = 7;
    private static final String SCHEME = "sip:";

    private PeerName() {}

    /**
     * Whether the certificate is one of that peer's.
     *
     * @param name a domain, with or without a dot at its end, or a literal address
     */
    public static boolean fits(X509Certificate certificate, String name) {
        return Literals.isLiteral(name)
                ? addresses(certificate).contains(Literals.text(Literals.address(name)))
                : domains(certificate).contains(plain(name));
    }

    /** The names of the certificate, as they are compared. */
    static List<String> domains(X509Certificate certificate) {
        List<String> services = new ArrayList<>();
        names(certificate, URI).forEach(uri -> service(uri).ifPresent(services::add));
        return services.isEmpty()
                ? names(certificate, DNS).stream().map(PeerName::plain).toList()
                : services;
    }

    private static List<String> addresses(X509Certificate certificate) {
        return names(certificate, ADDRESS).stream()
                .filter(Literals::isLiteral)
                .map(literal -> Literals.text(Literals.address(literal)))
                .toList();
    }

    /** The domain of a URI without a user: one with a user stands for that user alone. */
    private static Optional<String> service(String uri) {
        boolean sip = uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return sip && uri.indexOf('@') < 0 ? Optional.of(plain(uri.substring(SCHEME.length()))) : Optional.empty();
    }

    private static String plain(String domain) {
        String text = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
        return text.toLowerCase(Locale.ROOT);
    }

    private static List<String> names(X509Certificate certificate, int kind) {
        List<String> found = new ArrayList<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                for (List<?> name : all) {
                    if (name.get(0).equals(kind) && name.get(1) instanceof String text) {
                        found.add(text);
                    }
                }
            }
        } catch (CertificateParsingException e) {
            return List.of(); // names that cannot be read are nobody's
        }
        return found;
    }
}
