package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The script that starts the service on a JVM: with the archive that the build made, and within its memory. */
@EnabledOnOs(OS.LINUX)
class JvmStartIT {

    private static final Path LOG = Path.of("target", "jvm-start.log");
    private static final String QUESTION =
            "{\"model\":\"openai/gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Which way is north?\"}]}";

    private static final long MOST_RESIDENT_KB = 350 * 1024;

    private static OutsideWorld world;
    private static Map<String, String> settings;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(RunningService.isJar(), "the artefact of the last build is not a jar");
        assumeTrue(Files.isExecutable(RunningService.SCRIPT), "the build has left the script out");
        Files.deleteIfExists(LOG);
        world = new OutsideWorld();
        settings = world.start();
    }

    @AfterAll
    static void stop() {
        if (world != null) {
            world.stop();
        }
    }

    /** These options let a JVM start only if it can use its archive. */
    @Test
    void usesTheArchiveOfTheBuildAndLittleMemory() throws IOException {
        String needed = Runtime.version().feature() >= 25 ? "-XX:AOTMode=on" : "-Xshare:on";
        try (RunningService service = RunningService.startByScript(settings, LOG, needed)) {
            IntStream.range(0, 500).forEach(any -> assertThat(service.post("/v1/chat/completions", QUESTION)
                            .join()
                            .statusCode())
                    .isEqualTo(200));

            assertThat(residentKilobytes(service.processId())).isLessThan(MOST_RESIDENT_KB);
        }
    }

    @Test
    void startsWithoutAnArchiveToo() throws IOException {
        try (RunningService service = RunningService.startByScript(settings, LOG, "-Xshare:off")) {
            assertThat(service.post("/v1/chat/completions", QUESTION).join().statusCode())
                    .isEqualTo(200);
        }
    }

    private static long residentKilobytes(long process) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process), "status"))) {
            String line = lines.filter(found -> found.startsWith("VmRSS:"))
                    .findFirst()
                    .orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", ""));
        }
    }
}
