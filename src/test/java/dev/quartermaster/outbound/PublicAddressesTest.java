package dev.quartermaster.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.testing.ForAll;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {

    /** First and last of what is not public, as IANA's registry lists it, with what clouds add to that. */
    private static final List<String> CLOSED = List.of(
            "0.0.0.0-0.255.255.255",
            "10.0.0.0-10.255.255.255",
            "100.64.0.0-100.127.255.255",
            "127.0.0.0-127.255.255.255",
            "168.63.129.16-168.63.129.16",
            "169.254.0.0-169.254.255.255",
            "172.16.0.0-172.31.255.255",
            "192.0.0.0-192.0.0.255",
            "192.0.2.0-192.0.2.255",
            "192.88.99.0-192.88.99.255",
            "192.168.0.0-192.168.255.255",
            "198.18.0.0-198.19.255.255",
            "198.51.100.0-198.51.100.255",
            "203.0.113.0-203.0.113.255",
            "224.0.0.0-255.255.255.255");

    private final PublicAddresses rule = new PublicAddresses();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.100.100.200",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.169.254",
                "169.254.170.2",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.168.1.1",
                "198.19.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::808:808",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:808:808::1",
                "3fff::1",
                "5f00::1",
                "100::1"
            })
    void isClosed(String address) throws Exception {
        assertThat(rule.allows(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "168.63.129.17",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "64:ff9b::808:808",
                "2001:4860:4860::8888",
                "2606:4700:4700::1111",
                "2a00:1450:4001:82a::200e"
            })
    void isOpen(String address) throws Exception {
        assertThat(rule.allows(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void anIpv4AddressIsOpenOutsideOfTheClosedRangesOnly() {
        ForAll.seeds(random -> {
            long address = nearABorder(random);

            assertThat(rule.allows(address(address))).as("%s", address(address)).isEqualTo(!isClosed(address));
        });
    }

    @Test
    void anIpv4AddressIsTheSameInsideAnIpv6One() {
        ForAll.seeds(random -> {
            InetAddress plain = address(nearABorder(random));

            assertThat(rule.allows(inside("00000000000000000000ffff", plain))).isEqualTo(rule.allows(plain));
            assertThat(rule.allows(inside("0064ff9b0000000000000000", plain))).isEqualTo(rule.allows(plain));
            assertThat(rule.allows(inside("000000000000000000000000", plain))).isFalse();
        });
    }

    @Test
    void nothingThatJavaCallsLocalIsOpen() {
        ForAll.seeds(random -> {
            byte[] bytes = new byte[16];
            random.nextBytes(bytes);
            bytes[0] = (byte) random.nextInt(0xfc, 0x100);
            InetAddress address = InetAddress.getByAddress(bytes);

            assertThat(rule.allows(address)).as("%s", address).isFalse();
        });
    }

    @Test
    void aNetworkThatIsAllowedIsOpenAndNoOther() throws Exception {
        PublicAddresses open = new PublicAddresses(Optional.of(List.of("10.1.0.0/16", "fd00:1::/32")));

        for (String address : List.of("10.1.2.3", "::ffff:10.1.2.3", "64:ff9b::a01:203", "fd00:1::5", "1.1.1.1")) {
            assertThat(open.allows(InetAddress.getByName(address))).as(address).isTrue();
        }
        for (String address : List.of("10.2.0.1", "127.0.0.1", "fd00:2::1", "::1", "::ffff:10.2.0.1")) {
            assertThat(open.allows(InetAddress.getByName(address))).as(address).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0", "10.0.0.0/33", "fc00::/129", "localhost/8", "10.0.0/8", "/8", "10.0.0.0/", "a/b"})
    void whatIsNoNetworkIsToldAtTheStart(String text) {
        assertThatThrownBy(() -> new PublicAddresses(Optional.of(List.of(text))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    /** Anywhere, or within two of where a range begins or ends: that is where mistakes are. */
    private static long nearABorder(RandomGenerator random) {
        if (random.nextInt(4) == 0) {
            return random.nextLong(1L << 32);
        }
        String[] range = CLOSED.get(random.nextInt(CLOSED.size())).split("-");
        long near = number(range[random.nextInt(2)]) + random.nextInt(-2, 3);
        return Math.max(0, Math.min((1L << 32) - 1, near));
    }

    private static boolean isClosed(long address) {
        return CLOSED.stream()
                .map(range -> range.split("-"))
                .anyMatch(range -> number(range[0]) <= address && address <= number(range[1]));
    }

    private static long number(String address) {
        return Arrays.stream(address.split("\\."))
                .mapToLong(Long::parseLong)
                .reduce(0, (high, low) -> high * 256 + low);
    }

    private static InetAddress address(long number) throws UnknownHostException {
        return InetAddress.getByAddress(
                new byte[] {(byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number});
    }

    /** Made in the one way that keeps Java from unpacking it. */
    private static InetAddress inside(String prefix, InetAddress ipv4) throws UnknownHostException {
        byte[] bytes = new byte[16];
        byte[] high = new BigInteger("1" + prefix, 16).toByteArray();
        System.arraycopy(high, 1, bytes, 0, 12);
        System.arraycopy(ipv4.getAddress(), 0, bytes, 12, 4);
        return Inet6Address.getByAddress(null, bytes, 0);
    }
}
