import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;

/** A PostgreSQL for as long as this runs, with a database of each name given: the one that tests use, from the class path. */
class Database {

    public static void main(String[] names) throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                postgres.close();
            } catch (Exception gone) {
                // It has stopped by itself.
            }
        }));
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String name : names) {
                statement.execute("create database " + name);
            }
        }
        System.out.println("port " + postgres.getPort());
        new CountDownLatch(1).await();
    }
}
