// SPDX-License-Identifier: Apache-2.0
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * An agent of the JVM that counts how often some methods begin, and on which kind of threads: {@code -javaagent:probe.jar=POINT=CLASS.METHOD[(DESCRIPTOR)],...}.
 * A point may have several methods; a method whose name ends with {@code *} stands for all that begin so.
 *
 * <p>It puts one call before the first instruction of each such method. Class files are edited by hand, since Java 17 and Java 25 have no tool for
 * that in common, and the call center's class path has none.
 */
public final class EntryCounts implements ClassFileTransformer {
    private static final int INSERTED = 8;
    private static final Map<String, LongAdder[]> COUNTS = new ConcurrentHashMap<>();
    private static final ThreadLocal<LongAdder[]> MINE = ThreadLocal.withInitial(EntryCounts::ofThisThread);
    private static final List<Method> METHODS = new ArrayList<>();
    private static final Set<Method> NOT_FOUND = ConcurrentHashMap.newKeySet();
    private static BiConsumer<String, LongAdder[]> told = (threads, counts) -> {};

    private record Method(String point, String owner, String name) {
        boolean is(String found, String descriptor) {
            return name.endsWith("*") ? found.startsWith(name.substring(0, name.length() - 1)) : name.equals(found) || name.equals(found + descriptor);
        }
    }

    /** Before the program begins. */
    public static void premain(String points, Instrumentation jvm) {
        for (String point : points.split(",")) {
            String[] words = point.split("=");
            int open = words[1].indexOf('(');
            int dot = words[1].lastIndexOf('.', open < 0 ? words[1].length() : open);
            METHODS.add(new Method(words[0], words[1].substring(0, dot).replace('.', '/'), words[1].substring(dot + 1)));
        }
        NOT_FOUND.addAll(METHODS);
        jvm.addTransformer(new EntryCounts());
    }

    /** A method of that number has begun. */
    public static void hit(int method) {
        MINE.get()[method].increment();
    }

    private static LongAdder[] ofThisThread() {
        String threads = Thread.currentThread().getName().replaceAll("[0-9#:. -]+$", "");
        return COUNTS.computeIfAbsent(threads, kind -> {
            LongAdder[] counts = new LongAdder[METHODS.size()];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = new LongAdder();
            }
            synchronized (METHODS) {
                told.accept(kind, counts);
            }
            return counts;
        });
    }

    /** Tells of all kinds of threads with their counts, now and as they come. */
    static void tell(BiConsumer<String, LongAdder[]> to) {
        synchronized (METHODS) {
            told = to;
            COUNTS.forEach(to);
        }
    }

    /** The points with the numbers of their methods. */
    static Map<String, Set<Integer>> points() {
        Map<String, Set<Integer>> points = new LinkedHashMap<>();
        for (int i = 0; i < METHODS.size(); i++) {
            points.computeIfAbsent(METHODS.get(i).point(), point -> new LinkedHashSet<>()).add(i);
        }
        return points;
    }

    /** Methods that are not in the classes loaded so far. */
    static int notFound() {
        return NOT_FOUND.size();
    }

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> former, ProtectionDomain domain, byte[] file) {
        if (METHODS.stream().noneMatch(method -> method.owner().equals(name))) {
            return null;
        }
        try {
            return new Edit(name, file).edited();
        } catch (IOException | RuntimeException e) { // the JVM would keep silent about it
            System.err.println("EntryCounts: " + name + " is not counted: " + e);
            return null;
        }
    }

    /** One class file on its way from {@code in} to {@code out}. */
    private static final class Edit {
        private final String owner;
        private final DataInputStream in;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private DataOutputStream out = new DataOutputStream(bytes);
        private String[] texts = {};
        private int hit;

        Edit(String owner, byte[] file) {
            this.owner = owner;
            this.in = new DataInputStream(new ByteArrayInputStream(file));
        }

        byte[] edited() throws IOException {
            copy(8);
            constants();
            copy(6);
            for (int interfaces = copyShort(); interfaces > 0; interfaces--) {
                copy(2);
            }
            for (int fields = copyShort(); fields > 0; fields--) {
                copy(6);
                attributes(-1);
            }
            for (int methods = copyShort(); methods > 0; methods--) {
                copy(2);
                String name = texts[copyShort()];
                attributes(number(name, texts[copyShort()]));
            }
            attributes(-1);
            return bytes.toByteArray();
        }

        private int number(String name, String descriptor) {
            for (int i = 0; i < METHODS.size(); i++) {
                Method method = METHODS.get(i);
                if (method.owner().equals(owner) && method.is(name, descriptor)) {
                    NOT_FOUND.remove(method);
                    return i;
                }
            }
            return -1;
        }

        /** Behind the constants stand those that name {@link EntryCounts#hit}. */
        private void constants() throws IOException {
            int count = in.readUnsignedShort();
            out.writeShort(count + 6);
            texts = new String[count];
            for (int i = 1; i < count; i++) {
                int tag = copyByte();
                switch (tag) {
                    case 1 -> out.writeUTF(texts[i] = in.readUTF());
                    case 7, 8, 16, 19, 20 -> copy(2);
                    case 15 -> copy(3);
                    case 5, 6 -> {
                        copy(8);
                        i++;
                    }
                    default -> copy(4);
                }
            }
            text("EntryCounts");
            out.writeByte(7);
            out.writeShort(count);
            text("hit");
            text("(I)V");
            out.writeByte(12);
            out.writeShort(count + 2);
            out.writeShort(count + 3);
            out.writeByte(10);
            out.writeShort(count + 1);
            out.writeShort(count + 4);
            hit = count + 5;
        }

        private void text(String constant) throws IOException {
            out.writeByte(1);
            out.writeUTF(constant);
        }

        private void attributes(int method) throws IOException {
            for (int left = copyShort(); left > 0; left--) {
                String name = texts[copyShort()];
                if (method >= 0 && name.equals("Code")) {
                    in.readInt();
                    byte[] code = code(method);
                    out.writeInt(code.length);
                    out.write(code);
                } else {
                    int length = in.readInt();
                    out.writeInt(length);
                    copy(length);
                }
            }
        }

        private byte[] code(int method) throws IOException {
            DataOutputStream whole = out;
            ByteArrayOutputStream code = new ByteArrayOutputStream();
            out = new DataOutputStream(code);
            out.writeShort(Math.max(1, in.readUnsignedShort()));
            copy(2);
            int length = in.readInt();
            out.writeInt(length + INSERTED);
            out.writeByte(0x11); // sipush
            out.writeShort(method);
            out.writeByte(0xb8); // invokestatic
            out.writeShort(hit);
            out.writeShort(0); // nop, nop: tables of switches stand at multiples of four
            copy(length);
            for (int handlers = copyShort(); handlers > 0; handlers--) {
                out.writeShort(in.readUnsignedShort() + INSERTED);
                out.writeShort(in.readUnsignedShort() + INSERTED);
                out.writeShort(in.readUnsignedShort() + INSERTED);
                copy(2);
            }
            frames();
            out = whole;
            return code.toByteArray();
        }

        /** Of the attributes of the code only the table of frames is kept: the others are for debuggers. */
        private void frames() throws IOException {
            byte[] kept = {};
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                int name = in.readUnsignedShort();
                int length = in.readInt();
                if (texts[name].equals("StackMapTable")) {
                    DataOutputStream code = out;
                    ByteArrayOutputStream table = new ByteArrayOutputStream();
                    out = new DataOutputStream(table);
                    boolean first = true;
                    for (int frames = copyShort(); frames > 0; frames--) {
                        frame(first ? INSERTED : 0);
                        first = false;
                    }
                    out = code;
                    ByteArrayOutputStream attribute = new ByteArrayOutputStream();
                    DataOutputStream to = new DataOutputStream(attribute);
                    to.writeShort(name);
                    to.writeInt(table.size());
                    table.writeTo(to);
                    kept = attribute.toByteArray();
                } else {
                    in.skipNBytes(length);
                }
            }
            out.writeShort(kept.length == 0 ? 0 : 1);
            out.write(kept);
        }

        private void frame(int later) throws IOException {
            int type = in.readUnsignedByte();
            if (type < 128) { // the distance stands in the type
                int distance = type % 64 + later;
                boolean extended = distance > 63;
                out.writeByte(extended ? (type < 64 ? 251 : 247) : type - type % 64 + distance);
                if (extended) {
                    out.writeShort(distance);
                }
                types(type < 64 ? 0 : 1);
                return;
            }
            out.writeByte(type);
            out.writeShort(in.readUnsignedShort() + later);
            if (type == 247) {
                types(1);
            } else if (type > 251 && type < 255) {
                types(type - 251);
            } else if (type == 255) {
                types(copyShort());
                types(copyShort());
            }
        }

        private void types(int number) throws IOException {
            for (int i = 0; i < number; i++) {
                int tag = copyByte();
                if (tag == 7) {
                    copy(2);
                } else if (tag == 8) { // the place of a `new`
                    out.writeShort(in.readUnsignedShort() + INSERTED);
                }
            }
        }

        private int copyByte() throws IOException {
            int value = in.readUnsignedByte();
            out.writeByte(value);
            return value;
        }

        private int copyShort() throws IOException {
            int value = in.readUnsignedShort();
            out.writeShort(value);
            return value;
        }

        private void copy(int length) throws IOException {
            out.write(in.readNBytes(length));
        }
    }
}
