import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Installs a Maven distribution: download, verify, unpack, move into place. Run by {@code mvnw} from source.
 *
 * <pre>java FetchMaven.java URL-OR-FILE SHA-256 DIRECTORY</pre>
 *
 * The directory appears whole or not at all, so any number of these may run at once. Exit status: 0 installed,
 * 3 the file could not be had (another source may be tried), 1 anything else.
 */
final class FetchMaven {
    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final int STALL_TIMEOUT_MS = 30_000;

    public static void main(String[] args) throws Exception {
        String source = args[0];
        Path home = Path.of(args[2]).toAbsolutePath();
        Files.createDirectories(home.getParent());
        Path work = Files.createTempDirectory(home.getParent(), ".installing-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(work)));

        Path zip = work.resolve("maven.zip");
        try {
            obtain(source, zip);
        } catch (IOException e) {
            exit(3, "could not download " + source + ": " + e);
        }
        String actual = sha256(zip);
        if (!actual.equalsIgnoreCase(args[1])) {
            exit(1, "wrong SHA-256 for " + source + "\n  expected " + args[1] + "\n  but was  " + actual
                    + "\nNothing was installed.");
        }
        Path unpacked = work.resolve("maven");
        unpack(zip, unpacked);
        moveIntoPlace(unpacked, home);
    }

    private static void obtain(String source, Path zip) throws IOException {
        if (!source.matches("(?i)[a-z]+://.*")) {
            Files.copy(Path.of(source), zip);
            return;
        }
        URI uri = URI.create(source);
        URLConnection connection = open(uri);
        connection.setConnectTimeout(CONNECT_TIMEOUT_MS);
        connection.setReadTimeout(STALL_TIMEOUT_MS);
        if (connection instanceof HttpURLConnection http && http.getResponseCode() != 200) {
            throw new IOException("HTTP status " + http.getResponseCode());
        }
        try (InputStream in = connection.getInputStream()) {
            long size = Files.copy(in, zip);
            long announced = connection.getContentLengthLong();
            if (announced >= 0 && size != announced) {
                throw new IOException("cut off after " + size + " of " + announced + " bytes");
            }
        }
    }

    /** Through the proxy that the environment names, as most command line tools do; else as Java is set up. */
    private static URLConnection open(URI uri) throws IOException {
        String value = environment(uri.getScheme().toLowerCase(Locale.ROOT) + "_proxy");
        if (value.isEmpty() || uri.getHost() == null || isExempt(uri.getHost(), environment("no_proxy"))) {
            return uri.toURL().openConnection();
        }
        URI proxy = URI.create(value.contains("://") ? value : "http://" + value);
        int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
        return uri.toURL().openConnection(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port)));
    }

    private static boolean isExempt(String host, String exemptions) {
        return Stream.of(exemptions.split(","))
                .map(entry -> entry.strip().replaceFirst("^\\*?\\.", ""))
                .anyMatch(entry -> entry.equals("*")
                        || !entry.isEmpty() && (host.equals(entry) || host.endsWith("." + entry)));
    }

    private static String environment(String lowerCaseName) {
        String value = System.getenv(lowerCaseName);
        if (value == null) {
            value = System.getenv(lowerCaseName.toUpperCase(Locale.ROOT));
        }
        return value == null ? "" : value.strip();
    }

    private static String sha256(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Unpacks without the top directory of the archive. Zip entries read this way lose their executable bits. */
    private static void unpack(Path zip, Path target) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = target.resolve(entry.getName().replaceFirst("^[^/]*/", "")).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("the archive reaches outside its directory: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.getParent());
                Files.copy(in, file);
                if (file.getParent().equals(target.resolve("bin"))) {
                    file.toFile().setExecutable(true, false);
                }
            }
        }
    }

    private static void moveIntoPlace(Path unpacked, Path home) throws IOException {
        try {
            Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isExecutable(home.resolve("bin/mvn"))) {
                exit(1, "cannot install to " + home + ": " + e
                        + "\nIf that directory is a damaged installation, delete it and try again.");
            }
            // Somebody else finished first with the very same distribution.
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("mvnw: could not remove " + directory + ": " + e);
        }
    }

    private static void exit(int status, String message) {
        System.err.println("mvnw: " + message);
        System.exit(status);
    }
}
