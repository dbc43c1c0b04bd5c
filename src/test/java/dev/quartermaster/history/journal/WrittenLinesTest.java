package dev.quartermaster.history.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WrittenLinesTest {

    private final WrittenLines written = new WrittenLines(8);

    @Test
    void theNewestBytesAreKept() {
        add("abcde");
        add("fgh");
        assertThat(copy(0, 8)).isEqualTo("abcdefgh");

        add("ijk");

        assertThat(written.end()).isEqualTo(11);
        assertThat(copy(3, 8)).isEqualTo("defghijk");
        assertThat(copy(6, 3)).isEqualTo("ghi");
    }

    @Test
    void whatHasBeenOverwrittenOrIsNotThereYetIsNotCopied() {
        add("abcdefgh");
        add("i");

        assertThat(copy(0, 1)).isNull();
        assertThat(copy(8, 2)).isNull();
        assertThat(copy(Long.MIN_VALUE / 2, 1)).as("of another run").isNull();
    }

    @Test
    void ofMoreThanItHoldsTheEndIsKept() {
        add("abc");
        add("0123456789");

        assertThat(written.end()).isEqualTo(13);
        assertThat(copy(4, 8)).isNull();
        assertThat(copy(5, 8)).isEqualTo("23456789");
    }

    private void add(String text) {
        byte[] bytes = (text + "rest of the buffer").getBytes(StandardCharsets.US_ASCII);
        written.add(bytes, text.length());
    }

    private String copy(long from, int length) {
        byte[] to = new byte[length];
        return written.copy(from, length, to) ? new String(to, StandardCharsets.US_ASCII) : null;
    }
}
