package io.callcenter.mi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.callcenter.mi.command.JsonRpc;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * Why an HTTP request is not carried out, as JSON: {@code {"error":{"code":401,"message":"Unauthorized","data":"…"}}}.
 *
 * @param status the HTTP status, 4xx or 5xx
 * @param data what is wrong and what would be right; empty = nothing more to say
 */
public record HttpRefusal(int status, String data) {
    /** The media type of answers. */
    public static final String JSON = "application/json";

    /** The lowest status of a fault of ours. */
    public static final int FAULT = 500;

    /** What to say about a status that says little by itself; empty where it says enough. */
    public static String words(int status) {
        return switch (status) {
            case 413 -> "larger than " + JsonRpc.LARGEST_REQUEST + " bytes";
            case 500 -> "the log says why";
            default -> "";
        };
    }

    /** The body of the answer. */
    public String body() {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        ObjectNode error = object.putObject("error")
                .put("code", status)
                .put("message", HttpResponseStatus.valueOf(status).reasonPhrase());
        if (!data.isEmpty()) {
            error.put("data", data);
        }
        return object.toString();
    }
}
