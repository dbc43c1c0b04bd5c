package dev.quartermaster.simulator.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/** The seal on a piece of thinking, by which it is known when it comes back. */
final class Signature {

    private Signature() {}

    static String of(String thinking) {
        CRC32 sum = new CRC32();
        sum.update(thinking.getBytes(StandardCharsets.UTF_8));
        String sealed = "simulated-signature-of-" + thinking.length() + "-characters-" + sum.getValue();
        return Base64.getEncoder().encodeToString(sealed.getBytes(StandardCharsets.US_ASCII));
    }
}
