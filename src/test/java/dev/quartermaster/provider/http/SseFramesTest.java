package dev.quartermaster.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.testing.ForAll;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseFramesTest {

    private static final int BOUND = 10_000;
    private static final List<String> LINE_ENDS = List.of("\n", "\r\n", "\r");

    @Test
    void dataLinesAreJoinedAndCommentsPassedOver() {
        assertThat(whole(": ping\nevent: note\ndata: one\ndata:two\nid: 7\n\ndata: three\n\n"))
                .containsExactly(new SseFrame("note", "one\ntwo"), new SseFrame(null, "three"));
    }

    @Test
    void onlyOneSpaceBelongsToTheField() {
        assertThat(whole("data:  two spaces\n\n")).containsExactly(new SseFrame(null, " two spaces"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event: ping\n\n\n\n",
                "data\n\n",
                "data:\n\n",
                "data: \n\n",
                "data:\ndata:\n\n",
                "event: x\ndata:\n\n",
                ": a comment\n\n",
                "retry: 100\nid: 1\n\n",
                "data:"
            })
    void anEventWithoutDataIsNone(String text) {
        assertThat(whole(text)).isEmpty();
        assertThat(whole(text + "\n\ndata: x\n\n")).containsExactly(new SseFrame(null, "x"));
    }

    @Test
    void linesMayEndInAnyWayInOneStream() {
        assertThat(whole("event: a\r\ndata: 1\r\rdata: 2\n\r\ndata: 3\r\n\n"))
                .containsExactly(new SseFrame("a", "1"), new SseFrame(null, "2"), new SseFrame(null, "3"));
    }

    @Test
    void aByteOrderMarkIsNotText() {
        assertThat(whole("\uFEFFdata: x\n\n")).containsExactly(new SseFrame(null, "x"));
    }

    @Test
    void aLastEventWithoutItsEmptyLineIsHandedOut() {
        assertThat(whole("data: a\n\ndata: [DONE]"))
                .containsExactly(new SseFrame(null, "a"), new SseFrame(null, "[DONE]"));
    }

    @Test
    void anEndlessLineIsRefused() {
        SseFrames frames = new SseFrames(10);

        assertThatThrownBy(() -> frames.feed(bytes("data: 0123456789"), frame -> {}))
                .isInstanceOf(ProviderFailure.class);
    }

    @Test
    void anEndlessEventIsRefused() {
        SseFrames frames = new SseFrames(20);

        assertThatThrownBy(() -> frames.feed(bytes("data: 0123456789\n".repeat(5)), frame -> {}))
                .isInstanceOf(ProviderFailure.class);
    }

    @Test
    void framesDoNotDependOnHowTheBytesAreCut() {
        ForAll.seeds(random -> {
            String end = LINE_ENDS.get(random.nextInt(LINE_ENDS.size()));
            List<SseFrame> frames = frames(random);
            byte[] bytes = bytes(written(frames, end, random));

            assertThat(read(chopped(bytes, random))).isEqualTo(frames);
        });
    }

    private static List<SseFrame> frames(RandomGenerator random) {
        List<SseFrame> frames = new ArrayList<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            frames.add(new SseFrame(random.nextBoolean() ? "event" + i : null, text(random)));
        }
        return frames;
    }

    private static String text(RandomGenerator random) {
        String letters = "ab:é€𝄞 \n{}";
        int[] points = letters.codePoints().toArray();
        StringBuilder text = new StringBuilder("x");
        for (int i = random.nextInt(20); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    private static String written(List<SseFrame> frames, String end, RandomGenerator random) {
        StringBuilder out = new StringBuilder();
        for (SseFrame frame : frames) {
            out.append(random.nextBoolean() ? ": comment" + end : "");
            out.append(frame.event() == null ? "" : "event: " + frame.event() + end);
            for (String line : frame.data().split("\n", -1)) {
                out.append("data: ").append(line).append(end);
            }
            out.append(end);
        }
        return out.toString();
    }

    private static List<byte[]> chopped(byte[] bytes, RandomGenerator random) {
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + random.nextInt(7));
            pieces.add(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        return pieces;
    }

    private static List<SseFrame> whole(String text) {
        return read(List.of(bytes(text)));
    }

    private static List<SseFrame> read(List<byte[]> pieces) {
        List<SseFrame> read = new ArrayList<>();
        SseFrames frames = new SseFrames(BOUND);
        pieces.forEach(piece -> frames.feed(piece, read::add));
        frames.end(read::add);
        return read;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
