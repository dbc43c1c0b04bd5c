package dev.quartermaster.testing;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL at a port that is known before it is there, with the tables of some migrations. */
public final class LateDatabase implements AutoCloseable {

    /** The files of a database with nothing in it; to make them takes a second, to copy them does not. */
    private static Path empty;

    private final List<String> scripts;
    private final int port;
    private EmbeddedPostgres postgres;
    private Path files;

    /** @param scripts file names of migrations */
    public LateDatabase(String... scripts) throws IOException {
        this.scripts = List.of(scripts);
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    public int port() {
        return port;
    }

    public void start() throws IOException, SQLException {
        files = Files.createTempDirectory("late-database").resolve("files");
        copy(empty(), files);
        postgres = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(files)
                .setCleanDataDirectory(false)
                .start();
        for (String script : scripts) {
            run(Files.readString(Path.of("src/main/resources/db/migration", script)));
        }
    }

    public void run(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the first column of all rows, as text. */
    public List<String> texts(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    @Override
    public void close() throws IOException {
        if (postgres != null) {
            postgres.close();
            postgres = null;
            delete(files.getParent());
        }
    }

    private static synchronized Path empty() throws IOException {
        if (empty == null) {
            Path folder = Files.createTempDirectory("empty-database");
            Path made = folder.resolve("files");
            EmbeddedPostgres.builder()
                    .setDataDirectory(made)
                    .setCleanDataDirectory(false)
                    .start()
                    .close();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            empty = made;
        }
        return empty;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()), COPY_ATTRIBUTES);
            }
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
