package io.callcenter.transaction;

import io.callcenter.message.Request;
import io.callcenter.message.Token;
import io.callcenter.message.Via;

/**
 * The name of a request that came in (RFC 3261 §17.2.3): branch, sent-by and method, with Call-ID and CSeq number, since some peers use one branch for
 * several requests. Without the cookie of RFC 3261 the top Via, Request-URI and From tag take the place of the branch.
 */
final class ServerName {
    private ServerName() {}

    /** The name under which a request of that method is, or would be, known. */
    static String of(Request request, Token method) {
        Via via = request.via();
        StringBuilder name = new StringBuilder(160).append(method.text()).append(' ');
        if (via.hasCookie()) {
            lower(name, via.host().text())
                    .append(':')
                    .append(via.portOrUsual())
                    .append(' ')
                    .append(via.branch());
        } else {
            name.append(via)
                    .append(' ')
                    .append(request.uri())
                    .append(' ')
                    .append(request.from().tag());
        }
        return name.append(' ')
                .append(request.callId())
                .append(' ')
                .append(request.cseq().number())
                .toString();
    }

    private static StringBuilder lower(StringBuilder target, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            target.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return target;
    }
}
