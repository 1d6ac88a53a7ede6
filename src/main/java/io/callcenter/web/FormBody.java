package io.callcenter.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Bodies of requests, read with a bound. */
final class FormBody {
    private FormBody() {}

    /** Reads the whole body; empty where it is longer than that. */
    static void read(HttpServerRequest request, int most, Consumer<Optional<Buffer>> then) {
        Buffer all = Buffer.buffer();
        long[] length = {0};
        request.handler(part -> {
            length[0] += part.length();
            if (length[0] <= most) {
                all.appendBuffer(part);
            }
        });
        request.endHandler(nothing -> then.accept(length[0] > most ? Optional.empty() : Optional.of(all)));
    }

    /** The fields of a form as browsers send it; of fields that come twice the last. */
    static Map<String, String> fields(Buffer body) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : body.toString(StandardCharsets.UTF_8).split("&")) {
            String[] sides = pair.split("=", 2);
            try {
                fields.put(
                        URLDecoder.decode(sides[0], StandardCharsets.UTF_8),
                        sides.length == 1 ? "" : URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                fields.put(sides[0], "");
            }
        }
        return fields;
    }
}
