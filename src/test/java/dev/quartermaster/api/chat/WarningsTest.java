package dev.quartermaster.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.inference.failover.DroppedFields.Dropped;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarningsTest {

    @Test
    void nothingDroppedIsNoHeader() {
        assertThat(Warnings.of(List.of())).isEmpty();
    }

    @Test
    void namesComeFromCallersAndCannotBreakTheHeader() {
        assertThat(Warnings.of(
                        List.of(new Dropped("n", "one, at a time"), new Dropped("evil\r\nset-cookie: a", "caf\u00e9"))))
                .contains("n: one; at a time, evil??set-cookie: a: caf?");
    }

    @Test
    void theHeaderIsBoundedAndSaysWhatIsMissingFromIt() {
        String header = Warnings.of(Collections.nCopies(60, new Dropped("field", "x".repeat(1000))))
                .orElseThrow();
        assertThat(header.length()).isLessThan(2100);
        assertThat(header).matches(".*, and [0-9]+ more");
    }
}
