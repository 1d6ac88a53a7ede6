package io.callcenter.sip;

import io.callcenter.b2b.SipRequest;
import io.callcenter.transport.Literals;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The hosts and networks to which answers to digest challenges may be sent. A request goes to its first Route, else to its Request-URI, never to
 * where its challenge came from: that place is looked at.
 *
 * <p>The address of a host named here counts as that host from the first request sent to its name on, since the Contact of its answers often holds
 * the address. Any thread.
 */
final class DigestTargets {
    private static final int MOST_ADDRESSES = 256;

    private final Set<String> names = new HashSet<>();
    private final Optional<Networks> networks;
    private final Function<SipUriText, Optional<String>> address;
    private final Map<String, Boolean> ofNames = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    /**
     * Those targets.
     *
     * @param targets names, addresses, networks; none at all = nobody
     * @param address the address to which such a URI leads, as far as it is known without waiting
     */
    DigestTargets(List<String> targets, Function<SipUriText, Optional<String>> address) {
        List<String> literal = new ArrayList<>();
        for (String target : targets) {
            if (target.indexOf('/') >= 0 || Literals.isLiteral(target)) {
                literal.add(target);
            } else {
                names.add(target.toLowerCase(Locale.ROOT));
            }
        }
        this.networks = literal.isEmpty() ? Optional.empty() : Optional.of(new Networks(literal));
        this.address = address;
    }

    /** Those of the settings; where they name none, the outbound proxy's host, if there is one. */
    static DigestTargets of(
            DigestSettings digest, String outboundProxy, Function<SipUriText, Optional<String>> address) {
        boolean proxy = digest.targets().isEmpty() && !outboundProxy.isEmpty();
        List<String> targets = proxy ? List.of(SipUriText.parse(outboundProxy).host()) : digest.targets();
        return new DigestTargets(targets, address);
    }

    /** Whether that request is sent to one of them. */
    boolean reachedBy(SipRequest request) {
        try {
            return holds(SipUriText.nextHop(request));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean holds(SipUriText next) {
        Optional<String> where = Literals.isLiteral(next.host())
                ? Optional.of(Literals.text(Literals.address(next.host())))
                : address.apply(next);
        if (names.contains(next.host().toLowerCase(Locale.ROOT))) {
            where.ifPresent(this::remember);
            return true;
        }
        return where.filter(literal -> networks.filter(n -> n.hold(literal)).isPresent() || isRemembered(literal))
                .isPresent();
    }

    private void remember(String literal) {
        synchronized (ofNames) {
            ofNames.put(literal, true);
        }
    }

    private boolean isRemembered(String literal) {
        synchronized (ofNames) {
            return ofNames.containsKey(literal);
        }
    }
}
