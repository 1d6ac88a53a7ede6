package io.callcenter.app;

import io.callcenter.core.TransferTarget;
import io.callcenter.core.TransferTarget.Kind;
import io.callcenter.message.Host;
import io.callcenter.message.SipUri;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Says what an address that somebody wants a caller transferred to may be: a name of ours, or somebody outside, and whether that is allowed. Which
 * flows and agents there are is the contact center's business.
 *
 * @param outside whether anybody outside may be a target at all
 * @param ourHost whether that host, in lower case and without brackets, is this contact center
 * @param allowed what may be dialed outside: each pattern is compared with the whole number or address
 * @param numbers address of numbers, with {@code {number}}; empty = numbers are not dialed
 */
public record TransferTargets(boolean outside, Predicate<String> ourHost, List<Pattern> allowed, String numbers) {
    /** Nobody outside, and no host is ours. */
    public static final TransferTargets INSIDE = new TransferTargets(false, host -> false, List.of(), "");

    private static final int NOT_ALLOWED = 403;
    private static final int UNKNOWN = 404;
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9*#]{1,32}");
    private static final int SHORTEST_BACK = 5;
    private static final int LONGEST_BACK = 3600;
    private static final Pattern SEPARATORS = Pattern.compile("[-.()]");

    /** Copies the patterns. */
    public TransferTargets {
        allowed = List.copyOf(allowed);
    }

    private record Dialed(String address, int refusal) {}

    /** The target of a REFER. */
    public TransferTarget ofAddress(String uri) {
        return ofAddress(Kind.ANY, uri);
    }

    private TransferTarget ofAddress(Kind kind, String uri) {
        Optional<SipUri> read = SipUri.read(uri).map(SipUri::withoutHeaders);
        if (read.isEmpty()) {
            return new TransferTarget(kind, "", "", "", UNKNOWN);
        }
        SipUri address = read.get();
        if (address.scheme().equals("tel")) {
            return named(kind, number(address.toString().substring("tel:".length())), "");
        }
        if (address.isSip() && address.host().filter(this::isOurs).isPresent()) {
            return named(kind, address.userName(), address.toString()).comingBack(back(address));
        }
        Dialed dialed = address.isSip() ? dial(address.toString(), address.toString()) : new Dialed("", NOT_ALLOWED);
        return new TransferTarget(kind, "", address.toString(), dialed.address(), dialed.refusal());
    }

    /** Seconds of {@code ;cc-back=}. */
    private static int back(SipUri address) {
        String text = address.parameter("cc-back").orElse("0");
        int seconds = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : TransferTarget.BAD;
        return seconds == 0 || seconds >= SHORTEST_BACK && seconds <= LONGEST_BACK ? seconds : TransferTarget.BAD;
    }

    /** What a command says: {@code flow:}, {@code agent:} or {@code uri:} and a name, or a name or address alone. */
    public TransferTarget ofCommand(String text) {
        String target = text.strip();
        if (target.startsWith("flow:")) {
            return new TransferTarget(Kind.FLOW, target.substring("flow:".length()), "", "", UNKNOWN);
        }
        if (target.startsWith("agent:")) {
            return new TransferTarget(Kind.AGENT, target.substring("agent:".length()), "", "", UNKNOWN);
        }
        if (target.startsWith("uri:")) {
            return ofAddress(Kind.OUTSIDE, target.substring("uri:".length()));
        }
        boolean address = target.matches("(?i)(sips?|tel):.*");
        return address ? ofAddress(target) : named(Kind.ANY, target, "");
    }

    /** A name of ours, which may be a number to dial where nobody here has it. */
    private TransferTarget named(Kind kind, String name, String uri) {
        Dialed dialed = !NUMBER.matcher(name).matches() || numbers.isEmpty()
                ? new Dialed("", UNKNOWN)
                : dial(name, numbers.replace("{number}", name.replace("#", "%23")));
        int refusal = outside ? dialed.refusal() : UNKNOWN;
        return new TransferTarget(kind, name, uri, dialed.address(), refusal);
    }

    private Dialed dial(String asked, String address) {
        boolean may = outside
                && allowed.stream().anyMatch(pattern -> pattern.matcher(asked).matches());
        return may ? new Dialed(address, 0) : new Dialed("", NOT_ALLOWED);
    }

    private boolean isOurs(Host host) {
        String name = host.toString();
        boolean bracketed = name.startsWith("[") && name.endsWith("]");
        return ourHost.test(
                (bracketed ? name.substring(1, name.length() - 1) : name).toLowerCase(java.util.Locale.ROOT));
    }

    private static String number(String rest) {
        return SEPARATORS.matcher(rest.split(";", 2)[0]).replaceAll("");
    }

    /** Whether that is the address of somebody who can be called by SIP. */
    public static boolean isSip(String text) {
        return SipUri.read(text).filter(SipUri::isSip).isPresent();
    }
}
