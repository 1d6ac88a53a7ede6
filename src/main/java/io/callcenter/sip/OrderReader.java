package io.callcenter.sip;

import io.callcenter.b2b.CallOrder;
import io.callcenter.b2b.OwnFieldNames;
import io.callcenter.b2b.SendableText;
import io.callcenter.ids.CallId;
import io.callcenter.ids.LegId;
import io.callcenter.message.Field;
import io.callcenter.message.SipUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Reads the order of an exchange: its body where that is one, else its headers (docs/design/interfaces.md 5). */
enum OrderReader {
    /** Reads {@code sip:connect}. */
    CONNECT {
        @Override
        CallOrder read(Exchange exchange) {
            Message in = exchange.getMessage();
            List<Field> fields = fields(exchange);
            if (in.getBody() instanceof CallOrder.Connect c) {
                return new CallOrder.Connect(
                        c.call(),
                        c.leg(),
                        c.purpose(),
                        c.target(),
                        c.display(),
                        joined(c.headers(), fields),
                        c.announcement(),
                        c.offer());
            }
            String purpose = text(in, SipConstants.PURPOSE, CallOrder.Purpose.ANNOUNCEMENT.name());
            return new CallOrder.Connect(
                    call(in),
                    new LegId(needed(in, SipConstants.LEG)),
                    CallOrder.Purpose.valueOf(purpose.toUpperCase(Locale.ROOT)),
                    new CallOrder.Target(needed(in, SipConstants.DESTINATION), Optional.empty()),
                    text(in, SipConstants.DISPLAY, ""),
                    fields,
                    Optional.empty());
        }
    },
    /** Reads {@code sip:drop}. */
    DROP {
        @Override
        CallOrder read(Exchange exchange) {
            Message in = exchange.getMessage();
            return in.getBody() instanceof CallOrder.Drop order
                    ? order
                    : new CallOrder.Drop(call(in), new LegId(needed(in, SipConstants.LEG)));
        }
    },
    /** Reads {@code sip:refuse}. */
    REFUSE {
        @Override
        CallOrder read(Exchange exchange) {
            Message in = exchange.getMessage();
            List<Field> fields = fields(exchange);
            if (in.getBody() instanceof CallOrder.Refuse order) {
                return new CallOrder.Refuse(
                        order.call(), order.code(), order.reason(), joined(order.headers(), fields), order.redirect());
            }
            int status = status(in);
            return new CallOrder.Refuse(
                    call(in),
                    status,
                    SendableText.plain(text(in, SipConstants.REASON, "")),
                    fields,
                    status < ERRORS ? Optional.of(redirect(in)) : Optional.empty());
        }
    },
    /** Reads {@code sip:end}. */
    END {
        @Override
        CallOrder read(Exchange exchange) {
            Message in = exchange.getMessage();
            return in.getBody() instanceof CallOrder.End order
                    ? order
                    : new CallOrder.End(call(in), text(in, SipConstants.REASON, ""));
        }
    };

    /** Codes below it send the caller on (RFC 3261 §21.3). */
    private static final int ERRORS = 400;

    /** RFC 3261 §25.1. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]+");

    /** The reader for an endpoint; refuses unknown names with {@link IllegalArgumentException}. */
    static OrderReader of(String operation) {
        for (OrderReader reader : values()) {
            if (reader.name().toLowerCase(Locale.ROOT).equals(operation)) {
                return reader;
            }
        }
        throw new IllegalArgumentException(
                "to sip:" + operation + ": only sip:connect, sip:drop, sip:refuse and sip:end take orders");
    }

    /** The order; refuses what is missing or wrong with {@link IllegalArgumentException}. */
    abstract CallOrder read(Exchange exchange);

    private static CallId call(Message in) {
        return new CallId(needed(in, SipConstants.CALL_ID));
    }

    private static int status(Message in) {
        Integer code = in.getHeader(SipConstants.STATUS, Integer.class);
        int first = in.getHeader(SipConstants.REDIRECT) == null ? ERRORS : 300;
        if (code == null || code < first || code > 699) {
            throw new IllegalArgumentException(SipConstants.STATUS + ": " + first + " to 699, got " + code);
        }
        return code;
    }

    private static SipUri redirect(Message in) {
        String uri = needed(in, SipConstants.REDIRECT);
        return SipUri.read(uri)
                .orElseThrow(() -> new IllegalArgumentException(SipConstants.REDIRECT + ": not a SIP URI: " + uri));
    }

    private static String needed(Message in, String name) {
        String value = in.getHeader(name, String.class);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("header " + name + " is missing");
        }
        return value;
    }

    private static String text(Message in, String name, String other) {
        String value = in.getHeader(name, String.class);
        return value == null ? other : value;
    }

    /** The foreign fields for the message, without those that came in by the INVITE of the same exchange. */
    private static List<Field> fields(Exchange exchange) {
        Map<?, ?> came = exchange.getProperty(SipConstants.HEADERS_IN, Map.of(), Map.class);
        Map<String, Object> wanted = new TreeMap<>();
        exchange.getMessage().getHeaders().forEach((name, value) -> {
            if (name.startsWith(SipConstants.HEADER_PREFIX) && value != null && !value.equals(came.get(name))) {
                wanted.put(name.substring(SipConstants.HEADER_PREFIX.length()), value);
            }
        });
        List<Field> fields = new ArrayList<>();
        wanted.forEach((name, value) -> add(fields, name, value));
        return fields;
    }

    /** The fields of the order, and those of the exchange, which replace fields of the same name. */
    private static List<Field> joined(List<Field> order, List<Field> exchange) {
        if (exchange.isEmpty()) {
            return order;
        }
        List<Field> all = new ArrayList<>(order);
        all.removeIf(field -> exchange.stream().anyMatch(other -> other.name().equalsIgnoreCase(field.name())));
        all.addAll(exchange);
        return all;
    }

    private static Field field(String name, Object value) {
        return Field.of(name, SendableText.plain(String.valueOf(value)));
    }

    private static void add(List<Field> fields, String name, Object value) {
        if (name.isEmpty() || OwnFieldNames.isOurs(name)) {
            throw new IllegalArgumentException("not for routes to set: " + SipConstants.HEADER_PREFIX + name);
        }
        if (!TOKEN.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of a SIP header: " + SipConstants.HEADER_PREFIX + name);
        }
        if (value instanceof Iterable<?> several) {
            several.forEach(each -> fields.add(field(name, each)));
        } else {
            fields.add(field(name, value));
        }
    }
}
