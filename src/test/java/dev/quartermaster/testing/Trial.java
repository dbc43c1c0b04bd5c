package dev.quartermaster.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a command against the packaged jar as an operator would try it out: in production mode, with a database of its
 * own and the simulator in the place of every provider. The command finds the address in {@code QUARTERMASTER_URL}, the
 * admin key in {@code QUARTERMASTER_KEY} and the simulator in {@code SIMULATOR_URL}; its status is the status of this.
 *
 * <p>Arguments: the file for the service's log, then the command.
 */
public final class Trial {

    private Trial() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path log = Path.of(arguments[0]);
        List<String> command = List.of(arguments).subList(1, arguments.length);
        System.exit(run(log, command));
    }

    private static int run(Path log, List<String> command) throws IOException, InterruptedException {
        Files.deleteIfExists(log);
        OutsideWorld world = new OutsideWorld();
        try {
            Map<String, String> settings = new HashMap<>(world.start());
            // The description's checker tries wrong keys at every route, and expects each to be called wrong.
            settings.put("quartermaster.auth.failed-tries-per-minute", "1000000");
            try (RunningService service = RunningService.startJar(settings, log)) {
                ProcessBuilder process = new ProcessBuilder(command).inheritIO();
                process.environment().put("QUARTERMASTER_URL", service.url());
                process.environment().put("QUARTERMASTER_KEY", OutsideWorld.ADMIN_KEY);
                process.environment().put("SIMULATOR_URL", settings.get("test.simulator.url"));
                return process.start().waitFor();
            }
        } finally {
            world.stop();
        }
    }
}
