package dev.quartermaster.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/** Processor time of a PostgreSQL on this machine, which does not depend on what else the machine does. */
final class DatabaseTime {

    /** The kernel counts in hundredths of a second. */
    private static final int TICK_MILLIS = 10;

    /** In {@code /proc/pid/stat} behind the command's name. */
    private static final int OF_ENDED_CHILDREN = 13;

    private final ProcessHandle server;

    DatabaseTime(Statement sql) throws SQLException {
        try (ResultSet session = sql.executeQuery("SELECT pg_backend_pid()")) {
            session.next();
            server = ProcessHandle.of(session.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow();
        }
    }

    /** Returns the time of all processes of the server so far, those that have ended included. */
    Duration soFar() {
        return server.children()
                .map(process -> process.info().totalCpuDuration())
                .flatMap(Optional::stream)
                .reduce(ended(), Duration::plus);
    }

    private Duration ended() {
        try {
            String stat = Files.readString(Path.of("/proc/" + server.pid() + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = Long.parseLong(fields[OF_ENDED_CHILDREN]) + Long.parseLong(fields[OF_ENDED_CHILDREN + 1]);
            return Duration.ofMillis(ticks * TICK_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
