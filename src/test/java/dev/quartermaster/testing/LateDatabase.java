package dev.quartermaster.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL at a port that is known before it is there, with the tables of some migrations. */
public final class LateDatabase implements AutoCloseable {

    private final List<String> scripts;
    private final int port;
    private EmbeddedPostgres postgres;

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
        postgres = EmbeddedPostgres.builder().setPort(port).start();
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
        }
    }
}
