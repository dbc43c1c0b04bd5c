package dev.quartermaster.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL that a test may stop and start again: its port and its data stay. */
public final class StoppableDatabase implements AutoCloseable {

    private final Path data;
    private final int port;
    private EmbeddedPostgres postgres;

    public StoppableDatabase() throws IOException {
        data = Files.createTempDirectory("stoppable-database");
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        start();
    }

    public void start() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .start();
    }

    /** The value of the setting that names it to the service. */
    public String url() {
        return "postgresql://localhost:" + port + "/postgres";
    }

    /** Returns the first column of all rows, as text. */
    public List<String> texts(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:" + url(), "postgres", "postgres");
                Statement question = connection.createStatement();
                ResultSet rows = question.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    /** Returns the one number that a question has as its answer; 0 where that is null. */
    public BigDecimal number(String sql) throws SQLException {
        String text = texts(sql).get(0);
        return text == null ? BigDecimal.ZERO : new BigDecimal(text);
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
