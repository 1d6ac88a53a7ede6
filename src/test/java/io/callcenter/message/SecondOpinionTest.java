package io.callcenter.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * This room and the parser of another SIP stack read the same messages: same verdict and same ten values, or the difference is one of the listed
 * classes ({@link Difference}), each with its reason. {@code -Dopinion.show=true} prints how often each was met.
 */
class SecondOpinionTest {
    private static final int MUTANTS = 20_000;

    private final StackOpinion stack = new StackOpinion();
    private final Map<String, Integer> seen = new TreeMap<>();

    @Test
    void realMessagesAreReadAlike() {
        for (byte[] message : Corpus.all()) {
            Map<String, String> theirs = stack.of(message);
            if (theirs.isEmpty()) {
                assertThat(stack.refusedAt()).isEqualTo("From");
                assertThat(MessageSamples.taken(MessageSamples.read(message))
                                .from()
                                .tag())
                        .hasToString("[x]");
            } else {
                assertThat(values(MessageSamples.taken(MessageSamples.read(message))))
                        .isEqualTo(theirs);
            }
        }
    }

    @Test
    void mutantsAreReadAlikeOrTheDifferenceIsListed() {
        List<byte[]> corpus = Corpus.all();
        SplittableRandom dice = new SplittableRandom(2026);
        for (int i = 0; i < MUTANTS; i++) {
            compare(Corpus.mutant(corpus.get(dice.nextInt(corpus.size())), dice));
        }
        if (Boolean.getBoolean("opinion.show")) {
            System.out.println(seen);
        }
        assertThat(seen.get("same")).as("read alike").isGreaterThan(MUTANTS / 5);
        assertThat(seen.keySet()).noneMatch(name -> name.startsWith("unlisted"));
    }

    private void compare(byte[] bytes) {
        IntakeResult entry = MessageSamples.read(bytes);
        Map<String, String> theirs = stack.of(bytes);
        if (!(entry instanceof IntakeResult.Taken taken)) {
            seen.merge(theirs.isEmpty() ? "both refuse" : Difference.DOOR + " " + why(entry), 1, Integer::sum);
            return;
        }
        Message message = taken.message();
        if (theirs.isEmpty()) {
            note(Difference.theyRefuse(stack.refusedAt(), message), stack.refusedAt(), bytes);
            return;
        }
        Map<String, String> ours = values(message);
        if (ours.equals(theirs)) {
            seen.merge("same", 1, Integer::sum);
        }
        for (Map.Entry<String, String> each : ours.entrySet()) {
            if (!each.getValue().equals(theirs.get(each.getKey()))) {
                String text = each + " or " + theirs.get(each.getKey());
                note(Difference.value(each.getKey(), ours, theirs, message), text, bytes);
            }
        }
    }

    private void note(Optional<Difference> difference, String what, byte[] bytes) {
        String name = difference
                .map(Difference::name)
                .orElseGet(() -> "unlisted " + what + " in " + Text.of(bytes, 0, bytes.length));
        seen.merge(name, 1, Integer::sum);
    }

    private static MessageFault why(IntakeResult entry) {
        return entry instanceof IntakeResult.Answer answer ? answer.why() : ((IntakeResult.Drop) entry).why();
    }

    private static Map<String, String> values(Message message) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(
                "start",
                message instanceof Request request
                        ? request.method() + " " + request.uri()
                        : Integer.toString(((Response) message).code()));
        values.put("call-id", message.callId().text());
        values.put("cseq", message.cseq().toString());
        values.put("from-tag", message.from().tag().text());
        values.put("to-tag", message.to().tag().text());
        values.put("from", message.from().uri().toString());
        values.put("to", message.to().uri().toString());
        values.put("branch", message.via().branch());
        long hops = message.number(HeaderName.MAX_FORWARDS);
        values.put("hops", Long.toString(hops < 0 ? 70 : hops));
        values.put(
                "contact",
                message.contact().map(contact -> contact.uri().toString()).orElse(""));
        return values;
    }
}
