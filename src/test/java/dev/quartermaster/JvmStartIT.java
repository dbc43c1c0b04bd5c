package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.RunningService;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts the service on a JVM: with the archive that the build made, and within its memory. */
@EnabledOnOs(OS.LINUX)
class JvmStartIT {

    private static final Path LOG = Path.of("target", "jvm-start.log");
    private static final String QUESTION =
            "{\"model\":\"openai/gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Which way is north?\"}]}";

    private static final Path APP = RunningService.SCRIPT.getParent();

    /** Of a picture in Base64, in bytes. */
    private static final int LARGE_IMAGE = 14 << 20;

    /** A picture of the form PNG. */
    private static final String LARGE_QUESTION = """
            {"model": "openai/gpt-4o-mini", "messages": [{"role": "user", "content": [
                {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAQAAAAEACAIAAAAA%s"}}]}]}
            """;

    /** What the script lets the service have at the most, in bytes. */
    private static final int HEAP = 256 << 20;

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
        try (RunningService service = RunningService.startByScript(APP, settings, LOG, needed)) {
            IntStream.range(0, 500).forEach(any -> assertThat(service.post("/v1/chat/completions", QUESTION)
                            .join()
                            .statusCode())
                    .isEqualTo(200));

            // A cache that could take most of the heap would leave the collector nothing to work in.
            JsonNode cache =
                    new ObjectMapper().readTree(service.get("/api/v1/cache").body());
            assertThat(cache.path("max_bytes").asLong()).isBetween(1L << 20, (long) HEAP / 8);
            assertThat(residentKilobytes(service.processId())).isLessThan(MOST_RESIDENT_KB);
        }
    }

    /** Together they are larger than the heap. */
    @Test
    void manyLargeRequestsAtOnceDoNotEndIt() throws IOException {
        try (RunningService service = RunningService.startByScript(APP, settings, LOG, "-Xshare:auto")) {
            String question = LARGE_QUESTION.formatted("A".repeat(LARGE_IMAGE));
            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 16)
                    .mapToObj(any -> service.post("/v1/chat/completions", question))
                    .toList();

            assertThat(answers.stream().map(CompletableFuture::join))
                    .extracting(HttpResponse::statusCode)
                    .contains(200)
                    .isSubsetOf(200, 503);
            assertThat(service.post("/v1/chat/completions", QUESTION).join().statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void startsWithoutAnArchiveToo() throws IOException {
        try (RunningService service = RunningService.startByScript(APP, settings, LOG, "-Xshare:off")) {
            assertThat(service.post("/v1/chat/completions", QUESTION).join().statusCode())
                    .isEqualTo(200);
        }
    }

    /** The archive is of no use there. */
    @Test
    void startsWhereItWasMovedTo(@TempDir Path folder) throws IOException {
        Path moved = folder.resolve("of which the name has spaces");
        try (Stream<Path> files = Files.walk(APP)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, moved.resolve(APP.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        try (RunningService service = RunningService.startByScript(moved, settings, LOG)) {
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
