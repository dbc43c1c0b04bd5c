package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.testing.RunningService;
import dev.quartermaster.testing.RunningService.FailedStart;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The packaged service does not start with wrong settings, and says of each what is wrong with it. */
class WrongSettingsIT {

    @Test
    void eachWrongSettingIsNamedWithoutAStackTrace() throws IOException {
        FailedStart start = RunningService.startInVain(Map.of(
                "quartermaster.admin-key",
                "an-admin-key-of-this-test",
                "quartermaster.history.batch-size",
                "0",
                "quartermaster.limits.usable-share",
                "1.5",
                "quartermaster.limits.queue.longest-wait",
                "soon",
                "quartermaster.no-such-key",
                "1"));

        assertThat(start.code()).isNotZero();
        assertThat(start.output().lines())
                .anyMatch(line ->
                        line.contains("quartermaster.history.batch-size") && line.contains("must be at least 1, not 0"))
                .anyMatch(line -> line.contains("quartermaster.limits.usable-share")
                        && line.contains("must be from 0.0 to 1.0, not 1.5"))
                .anyMatch(line -> line.contains("quartermaster.limits.queue.longest-wait"))
                .anyMatch(line -> line.contains("quartermaster.no-such-key"))
                .noneMatch(line -> line.startsWith("\tat "));
    }
}
