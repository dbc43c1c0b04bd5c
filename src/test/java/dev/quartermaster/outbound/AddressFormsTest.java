package dev.quartermaster.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.testing.ForAll;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * However an address is written, it does not lead to where it must not: the text is refused, or the address that everybody
 * reads in it is.
 */
class AddressFormsTest {

    private static final List<String> NOT_PUBLIC = List.of(
            "127.0.0.1",
            "10.0.0.0",
            "172.16.0.0",
            "192.168.0.0",
            "169.254.169.254",
            "100.64.0.0",
            "0.0.0.0",
            "224.0.0.0");

    private final LinkRule texts = new LinkRule(false, List.of(), List.of());
    private final AddressRule addresses = new PublicAddresses();

    @Test
    void noFormOfAnAddressThatIsNotPublicIsLetThrough() {
        ForAll.seeds(random -> {
            int[] bytes = near(NOT_PUBLIC.get(random.nextInt(NOT_PUBLIC.size())), random);
            String host = form(bytes, random);

            assertThat(isLetThrough("https://" + host + "/")).as(host).isFalse();
        });
    }

    /** So that the law above does not hold for refusing everything. */
    @Test
    void aPublicAddressInItsUsualFormIs() {
        ForAll.seeds(random -> {
            int[] bytes = {random.nextInt(11, 100), random.nextInt(256), random.nextInt(256), random.nextInt(256)};

            assertThat(isLetThrough("https://" + dotted(bytes) + "/")).isTrue();
            assertThat(isLetThrough("https://[2606:4700::" + hex(bytes) + "]/")).isTrue();
        });
    }

    private boolean isLetThrough(String link) throws Exception {
        LinkRule.Link read;
        try {
            read = texts.read(link);
        } catch (LinkFailure refused) {
            return false;
        }
        // Digits and letters that Java's own reader takes for an address; a name is not asked for here.
        try {
            return addresses.allows(InetAddress.getByName(read.plainHost()));
        } catch (java.net.UnknownHostException none) {
            return false;
        }
    }

    /** The first two bytes decide for all of these. */
    private static int[] near(String address, RandomGenerator random) {
        int[] bytes = java.util.Arrays.stream(address.split("\\."))
                .mapToInt(Integer::parseInt)
                .toArray();
        if (random.nextBoolean()) {
            bytes[2] = random.nextInt(256);
            bytes[3] = random.nextInt(256);
        }
        return bytes;
    }

    private static String form(int[] bytes, RandomGenerator random) {
        long number = ((long) bytes[0] << 24) | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
        String form =
                switch (random.nextInt(14)) {
                    case 0 -> dotted(bytes);
                    case 1 -> Long.toString(number);
                    case 2 -> "0x" + Long.toHexString(number);
                    case 3 -> "0" + Long.toOctalString(number);
                    case 4 -> mixed(bytes, random);
                    case 5 -> bytes[0] + "." + (number & 0xffffff);
                    case 6 -> bytes[0] + "." + bytes[1] + "." + (number & 0xffff);
                    case 7 -> "[::ffff:" + dotted(bytes) + "]";
                    case 8 -> "[::ffff:" + hex(bytes) + "]";
                    case 9 -> "[0:0:0:0:0:ffff:" + hex(bytes) + "]";
                    case 10 -> "[64:ff9b::" + hex(bytes) + "]";
                    case 11 -> "[2002:" + hex(bytes) + "::1]";
                    case 12 -> "[::" + dotted(bytes) + "]";
                    default -> local6(random);
                };
        return (random.nextBoolean() ? form.toUpperCase(Locale.ROOT) : form) + (random.nextInt(8) == 0 ? "." : "");
    }

    private static String mixed(int[] bytes, RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int value : bytes) {
            String part =
                    switch (random.nextInt(3)) {
                        case 0 -> "0x" + Integer.toHexString(value);
                        case 1 -> "0" + Integer.toOctalString(value);
                        default -> "00" + value;
                    };
            text.append(text.isEmpty() ? "" : ".").append(part);
        }
        return text.toString();
    }

    private static String local6(RandomGenerator random) {
        String rest = Integer.toHexString(random.nextInt(0x10000));
        return List.of(
                        "[::1]",
                        "[::]",
                        "[fe80::" + rest + "]",
                        "[fc00::" + rest + "]",
                        "[fd00:ec2::254]",
                        "[ff02::" + rest + "]",
                        "[fec0::" + rest + "]",
                        "[::" + rest + "]",
                        "[2001::" + rest + "]",
                        "[64:ff9b:1::" + rest + "]")
                .get(random.nextInt(10));
    }

    private static String dotted(int[] bytes) {
        return bytes[0] + "." + bytes[1] + "." + bytes[2] + "." + bytes[3];
    }

    private static String hex(int[] bytes) {
        return Integer.toHexString(bytes[0] << 8 | bytes[1]) + ":" + Integer.toHexString(bytes[2] << 8 | bytes[3]);
    }
}
