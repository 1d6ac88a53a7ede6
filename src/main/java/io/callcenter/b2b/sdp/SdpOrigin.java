package io.callcenter.b2b.sdp;

import java.util.Optional;

/**
 * Our origin in one dialog (docs/design/legs.md 2, S1 and S2): a constant id; the version rises exactly when the content changes and is never used
 * again.
 */
public final class SdpOrigin {
    private final String address;
    private final long id;
    private long version;
    private Optional<Sdp> last;

    public SdpOrigin(String address, long id) {
        this(address, id, 0, Optional.empty());
    }

    public SdpOrigin(String address, long id, long version, Optional<Sdp> last) {
        this.address = address;
        this.id = id;
        this.version = version;
        this.last = last;
    }

    /** The body with our origin line, as the next one sent in this dialog. */
    public String write(Sdp body) {
        if (!last.equals(Optional.of(body))) {
            version++;
            last = Optional.of(body);
        }
        String family = address.contains(":") ? "IP6" : "IP4";
        return body.text("- " + id + " " + version + " IN " + family + " " + address);
    }

    public String address() {
        return address;
    }

    public long id() {
        return id;
    }

    public long version() {
        return version;
    }
}
