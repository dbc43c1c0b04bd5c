package dev.quartermaster.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/** The bytes of something a real provider once answered. Who recorded it stands in {@code SOURCES.md} of the resources. */
public final class Recording {

    private Recording() {}

    /** @param file its path among the test resources; a {@code .hex} file is decoded */
    public static byte[] bytes(String file) {
        try (InputStream in = Recording.class.getResourceAsStream("/" + file)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no recording " + file);
            }
            byte[] bytes = in.readAllBytes();
            String hex = file.endsWith(".hex") ? new String(bytes, StandardCharsets.US_ASCII) : null;
            return hex == null ? bytes : HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The whole in pieces as a network might deliver it: mostly tiny ones, some with several events in them. */
    public static List<byte[]> pieces(byte[] whole, RandomGenerator random) {
        List<byte[]> pieces = new ArrayList<>();
        int end;
        for (int at = 0; at < whole.length; at = end) {
            end = Math.min(whole.length, at + 1 + random.nextInt(random.nextBoolean() ? 5 : 700));
            pieces.add(Arrays.copyOfRange(whole, at, end));
        }
        return pieces;
    }
}
