package io.callcenter.core;

/** Puts the queue position into a queue announcement's URI (docs/design/behaviour.md 4.3). */
public final class QueueUri {
    private final String parameter;

    public QueueUri(String parameter) {
        this.parameter = parameter.strip();
    }

    /**
     * The URI with the position as its last URI parameter; unchanged where no parameter is wanted. Deviation: B43, before the URI's header
     * part and inside angle brackets.
     */
    public String with(String uri, int position) {
        if (parameter.isEmpty()) {
            return uri;
        }
        int end = uri.indexOf('>') < 0 ? uri.length() : uri.indexOf('>');
        int host = Math.max(uri.lastIndexOf('@', end - 1), 0);
        int headers = uri.indexOf('?', host);
        int where = headers < 0 || headers > end ? end : headers;
        return uri.substring(0, where) + ";" + parameter + "=" + position + uri.substring(where);
    }
}
