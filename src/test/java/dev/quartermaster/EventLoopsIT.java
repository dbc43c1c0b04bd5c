package dev.quartermaster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.testing.OutsideWorld;
import dev.quartermaster.testing.RunningService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Every event loop of the packaged service works for callers, after each start: no two instances of the server share one.
 * Seen by the processor time that the kernel counts for each thread.
 */
@EnabledOnOs(OS.LINUX)
class EventLoopsIT {

    private static final Path LOG = Path.of("target", "event-loops.log");
    private static final String QUESTION =
            "{\"model\":\"openai/gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Which way is north?\"}]}";

    /** The kernel keeps fifteen characters of a thread's name: the first of a JVM, the last of a native executable. */
    private static final Pattern LOOP = Pattern.compile("vert.x-eventloo|ntloop-thread-\\d+");

    private static final int CONNECTIONS = 16;

    private static OutsideWorld world;
    private static Map<String, String> settings;

    @BeforeAll
    static void start() throws IOException {
        Files.deleteIfExists(LOG);
        world = new OutsideWorld();
        settings = world.start();
    }

    @AfterAll
    static void stop() {
        world.stop();
    }

    @RepeatedTest(3)
    void eachOfThemServes() throws IOException {
        try (RunningService service = RunningService.start(settings, LOG)) {
            ask(service, 10);
            Map<String, Long> before = loopNanos(service.processId());
            ask(service, 10);
            Map<String, Long> worked = loopNanos(service.processId());
            worked.replaceAll((thread, nanos) -> nanos - before.getOrDefault(thread, 0L));

            int loops = Math.max(2, Runtime.getRuntime().availableProcessors());
            long most = Collections.max(worked.values());
            assertThat(worked).hasSize(loops);
            assertThat(worked.values()).allSatisfy(nanos -> assertThat(nanos).isGreaterThan(most / 8));
        }
    }

    /** Asks over so many connections at once that each loop gets several. */
    private static void ask(RunningService service, int times) {
        for (int i = 0; i < times; i++) {
            Collection<CompletableFuture<Integer>> asked = IntStream.range(0, CONNECTIONS)
                    .mapToObj(any ->
                            service.post("/v1/chat/completions", QUESTION).thenApply(answer -> answer.statusCode()))
                    .toList();
            assertThat(asked).allSatisfy(status -> assertThat(status.join()).isEqualTo(200));
        }
    }

    private static Map<String, Long> loopNanos(long process) throws IOException {
        Map<String, Long> nanos = new TreeMap<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process), "task"))) {
            for (Path thread : threads.toList()) {
                if (LOOP.matcher(Files.readString(thread.resolve("comm")).strip())
                        .matches()) {
                    String[] times =
                            Files.readString(thread.resolve("schedstat")).split(" ");
                    nanos.put(thread.getFileName().toString(), Long.valueOf(times[0]));
                }
            }
        }
        return nanos;
    }
}
