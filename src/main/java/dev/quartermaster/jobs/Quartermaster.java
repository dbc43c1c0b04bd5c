package dev.quartermaster.jobs;

import dev.quartermaster.telemetry.BuildVersion;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.ConfigValidationException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Entry point of the process: prints the banner, explains a failed start, and sets the exit code. */
@QuarkusMain
public class Quartermaster {

    /** SmallRye Config puts the class of a converter's exception before its message. */
    private static final Pattern EXCEPTION = Pattern.compile("^[\\w.]+Exception: ");

    private Quartermaster() {}

    public static void main(String... arguments) {
        if (List.of(arguments).contains("--version")) {
            System.out.println(BuildVersion.read());
            return;
        }
        Quarkus.run(Running.class, Quartermaster::end, arguments);
    }

    /** Prints the banner once everything is up, as the last line of the start. */
    static class Running implements QuarkusApplication {

        private final StartBanner banner;

        Running(StartBanner banner) {
            this.banner = banner;
        }

        @Override
        public int run(String... arguments) {
            banner.print();
            Quarkus.waitForExit();
            return 0;
        }
    }

    private static void end(int code, Throwable failure) {
        if (failure != null) {
            Optional<String> explained = explanation(failure);
            explained.ifPresentOrElse(Log::error, () -> Log.error("Quartermaster did not start.", failure));
            InitError.report(System.getenv(), explained.orElseGet(failure::toString));
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(code, failure);
    }

    /** Explains a start failure that the operator can fix, in place of a stack trace. */
    static Optional<String> explanation(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefused refused) {
                return Optional.ofNullable(refused.getMessage());
            }
            if (cause instanceof QuarkusBindException taken) {
                return Optional.of("Quartermaster did not start: " + taken.getMessage()
                        + ". Another port can be set with QUARKUS_HTTP_PORT.");
            }
            if (cause instanceof ConfigValidationException settings) {
                return Optional.of(IntStream.range(0, settings.getProblemCount())
                        .mapToObj(problem -> settings.getProblem(problem).getMessage())
                        .map(message -> "\n  " + EXCEPTION.matcher(message).replaceFirst(""))
                        .collect(Collectors.joining("", "Quartermaster did not start: settings are wrong.", "")));
            }
        }
        return Optional.empty();
    }

    /** Aborts the start. Its message is printed without a stack trace. */
    static final class StartRefused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        StartRefused(String message) {
            super(message, null, false, false);
        }
    }
}
