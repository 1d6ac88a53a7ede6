package io.callcenter.store.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.callcenter.b2b.SavedLegs;
import io.callcenter.core.SavedCall;
import io.callcenter.ids.CallId;
import io.callcenter.store.files.StoredJson;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One call as it is in the journal: its id, whether it is over, the core's part and the legs' part as JSON, each may be missing.
 *
 * @param over whether its final record is written: only the legs may still have to be ended
 * @param core JSON of {@link SavedCall}, empty = none
 * @param legs JSON of {@link SavedLegs}, empty = none
 */
public record SavedRecord(CallId call, boolean over, byte[] core, byte[] legs) {
    private static final byte FORMAT = 1;
    private static final ObjectMapper JSON = StoredJson.mapper();
    private static final ObjectReader CORE_IN = JSON.readerFor(SavedCall.class);
    private static final ObjectReader LEGS_IN = JSON.readerFor(SavedLegs.class);

    SavedCall readCore() throws IOException {
        return CORE_IN.readValue(core);
    }

    SavedLegs readLegs() throws IOException {
        JsonNode tree = JSON.readTree(legs);
        if (LegsOfFormat1.is(tree)) {
            try {
                LegsOfFormat1.upgrade(tree);
            } catch (IllegalArgumentException e) {
                throw new IOException("saved legs of format 1 do not hold together", e);
            }
        }
        return LEGS_IN.readValue(tree);
    }

    byte[] bytes() {
        byte[] id = call.value().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + 3 * Integer.BYTES + id.length + core.length + legs.length)
                .put(FORMAT)
                .put((byte) (over ? 1 : 0))
                .putInt(id.length)
                .put(id)
                .putInt(core.length)
                .put(core)
                .putInt(legs.length)
                .put(legs)
                .array();
    }

    /** Writes what {@link #bytes} begins with; the two parts come next, each behind its length. */
    static void begin(CallId call, boolean over, JsonBytes out) {
        out.raw(FORMAT);
        out.raw((byte) (over ? 1 : 0));
        byte[] id = call.value().getBytes(StandardCharsets.UTF_8);
        int start = out.beginPart();
        out.copy(id, 0, id.length);
        out.endPart(start);
    }

    static SavedRecord of(byte[] bytes) throws IOException {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            byte format = in.get();
            if (format != FORMAT) {
                throw new IOException("saved call of format " + format);
            }
            boolean over = in.get() != 0;
            CallId call = new CallId(new String(part(in), StandardCharsets.UTF_8));
            return new SavedRecord(call, over, part(in), part(in));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("saved call cut off", e);
        }
    }

    private static byte[] part(ByteBuffer in) throws IOException {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new IOException("saved call cut off");
        }
        byte[] part = new byte[length];
        in.get(part);
        return part;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SavedRecord that && Arrays.equals(bytes(), that.bytes());
    }

    @Override
    public int hashCode() {
        return call.hashCode();
    }

    @Override
    public String toString() {
        return "SavedRecord[" + call + (over ? ", over" : "") + "]";
    }
}
