package dev.quartermaster.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of metrics, and the page that repeats it. */
class MetricTest {

    private static List<String> rows(String heading) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/docs/metrics.md"));
        int head = lines.indexOf(heading);
        assertThat(head).as(heading).isNotNegative();
        return lines.stream()
                .skip(head + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    @Test
    void thePageHasEveryMetricAsItIs() throws IOException {
        assertThat(rows("| name | type | unit | labels | what |"))
                .containsExactlyElementsOf(
                        Arrays.stream(Metric.values()).map(MetricTest::row).toList());
    }

    private static String row(Metric metric) {
        String labels =
                metric.labels().stream().map(label -> "`" + label.key() + "`").collect(Collectors.joining(", "));
        return "| `" + metric.id() + "` | " + metric.type().name().toLowerCase(Locale.ROOT) + " | "
                + metric.unit().word().orElse("") + " | " + labels + " | " + metric.description() + " |";
    }

    @Test
    void thePageHasEveryLabelWithItsBound() throws IOException {
        assertThat(rows("| label | values |"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(MetricLabel.values())
                        .map(label -> "| `" + label.key() + "` | " + label.bound() + " |")
                        .toList());
    }

    @Test
    void namesAreUnique() {
        assertThat(Arrays.stream(Metric.values()).map(Metric::id)).doesNotHaveDuplicates();
    }
}
