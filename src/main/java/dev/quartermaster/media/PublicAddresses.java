package dev.quartermaster.media;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Permits public internet addresses only, by IANA's registries of special-purpose addresses; no machine, network or
 * metadata service within reach of this process.
 */
@Singleton
final class PublicAddresses implements AddressRule {

    private final List<Block> notPublic4 = Block.of(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by a carrier's customers; a cloud's metadata
            "127.0.0.0/8", // this machine
            "168.63.129.16/32", // Azure's host agent, public only by its number
            "169.254.0.0/16", // link-local; the metadata of most clouds
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments; a cloud's metadata
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // relays from IPv6
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, and broadcast

    /** Allocated global IPv6 range; loopback, link-local, unique local and multicast addresses are all outside. */
    private final Block global6 = Block.of("2000::/3");

    private final List<Block> notPublic6 = Block.of(
            "2001::/23", // protocol assignments, tunnels among them
            "2001:db8::/32", // documentation
            "2002::/16", // tunnels to any IPv4 address
            "3fff::/20"); // documentation

    /** NAT64 range, through which IPv6-only hosts reach IPv4: the last four bytes are the actual address. */
    private final Block translated = Block.of("64:ff9b::/96");

    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff};

    @Override
    public boolean allows(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return isPublic4(bytes);
        } else if (isMapped(bytes) || translated.contains(bytes)) {
            return isPublic4(Arrays.copyOfRange(bytes, 12, 16));
        }
        return global6.contains(bytes) && !contains(notPublic6, bytes);
    }

    private boolean isPublic4(byte[] address) {
        return !contains(notPublic4, address);
    }

    /** The prefix is written out, because Java reads the text of such an address as the IPv4 address in it. */
    private static boolean isMapped(byte[] address) {
        return Arrays.equals(address, 0, MAPPED.length, MAPPED, 0, MAPPED.length);
    }

    private static boolean contains(List<Block> blocks, byte[] address) {
        for (Block block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** A block of addresses that begin with the same bits. */
    private static final class Block {

        private final byte[] prefix;
        private final int bits;

        private Block(byte[] prefix, int bits) {
            this.prefix = prefix;
            this.bits = bits;
        }

        /** @param block as in {@code 10.0.0.0/8} or {@code fc00::/7} */
        static Block of(String block) {
            int slash = block.indexOf('/');
            try {
                byte[] prefix = InetAddress.getByName(block.substring(0, slash)).getAddress();
                return new Block(prefix, Integer.parseInt(block.substring(slash + 1)));
            } catch (UnknownHostException notAnAddress) {
                throw new IllegalArgumentException(block, notAnAddress);
            }
        }

        static List<Block> of(String... blocks) {
            return Stream.of(blocks).map(Block::of).toList();
        }

        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            int whole = bits / 8;
            for (int i = 0; i < whole; i++) {
                if (address[i] != prefix[i]) {
                    return false;
                }
            }
            int rest = bits % 8;
            return rest == 0 || (address[whole] ^ prefix[whole]) >> (8 - rest) == 0;
        }
    }
}
