package io.callcenter.sip.stack;

import io.callcenter.message.Draft;
import io.callcenter.transport.address.Literals;
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
 * <p>The addresses of a host named here count as that host from the first request sent to its name on, since the Contact of its answers often holds
 * one of them. Any thread.
 */
final class DigestTargets {
    private static final int MOST_ADDRESSES = 256;

    private final Set<String> names = new HashSet<>();
    private final Optional<Networks> networks;
    private final Function<SipUriText, List<String>> addresses;
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
     * @param addresses the addresses to which such a URI leads, as far as they are known without waiting
     */
    DigestTargets(List<String> targets, Function<SipUriText, List<String>> addresses) {
        List<String> literal = new ArrayList<>();
        for (String target : targets) {
            if (target.indexOf('/') >= 0 || Literals.isLiteral(target)) {
                literal.add(target);
            } else {
                names.add(target.toLowerCase(Locale.ROOT));
            }
        }
        this.networks = literal.isEmpty() ? Optional.empty() : Optional.of(new Networks(literal));
        this.addresses = addresses;
    }

    /** Those of the settings; where they name none, the outbound proxy's host, if there is one. */
    static DigestTargets of(DigestSettings digest, String outboundProxy, Function<SipUriText, List<String>> addresses) {
        boolean proxy = digest.targets().isEmpty() && !outboundProxy.isEmpty();
        List<String> targets = proxy ? List.of(SipUriText.parse(outboundProxy).host()) : digest.targets();
        return new DigestTargets(targets, addresses);
    }

    /** Whether that request is sent to one of them. */
    boolean reachedBy(Draft request) {
        try {
            return holds(SipUriText.nextHop(request));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean holds(SipUriText next) {
        List<String> where = Literals.isLiteral(next.host())
                ? List.of(Literals.text(Literals.address(next.host())))
                : addresses.apply(next);
        if (names.contains(next.host().toLowerCase(Locale.ROOT))) {
            where.forEach(this::remember);
            return true;
        }
        // It may go to any of them.
        return !where.isEmpty() && where.stream().allMatch(this::holds);
    }

    private boolean holds(String literal) {
        return networks.filter(n -> n.hold(literal)).isPresent() || isRemembered(literal);
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
