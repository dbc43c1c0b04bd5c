package dev.quartermaster.cache.key;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values into a digest so that different values never read the same: each has its kind and its length in front.
 * Objects are written by the order of their field names, and numbers by their value.
 */
final class CanonicalWriter {

    private final MessageDigest digest;
    private byte[] buffer = new byte[512];
    private int used;

    CanonicalWriter() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    byte[] digest() {
        digest.update(buffer, 0, used);
        used = 0;
        return digest.digest();
    }

    CanonicalWriter tag(char kind) {
        room(1);
        buffer[used++] = (byte) kind;
        return this;
    }

    CanonicalWriter raw(byte[] bytes) {
        number(bytes.length);
        if (bytes.length > buffer.length) {
            digest.update(buffer, 0, used);
            used = 0;
            digest.update(bytes);
        } else {
            room(bytes.length);
            System.arraycopy(bytes, 0, buffer, used, bytes.length);
            used += bytes.length;
        }
        return this;
    }

    CanonicalWriter text(@Nullable String text) {
        return text == null ? tag('0') : tag('s').raw(text.getBytes(StandardCharsets.UTF_8));
    }

    CanonicalWriter number(long number) {
        room(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[used++] = (byte) (number >>> shift);
        }
        return this;
    }

    CanonicalWriter flag(@Nullable Boolean flag) {
        return tag(flag == null ? '0' : flag ? 't' : 'f');
    }

    CanonicalWriter number(@Nullable Number number) {
        return number == null ? tag('0') : tag('n').text(plain(number));
    }

    /** 1, 1.0 and 1e0 are one number. */
    private static String plain(Number number) {
        if (number instanceof Integer || number instanceof Long) {
            return number.toString();
        }
        BigDecimal exact = new BigDecimal(number.toString());
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toString();
    }

    CanonicalWriter texts(List<String> texts) {
        tag('l').number(texts.size());
        texts.forEach(this::text);
        return this;
    }

    /** A plain JSON value. */
    CanonicalWriter json(@Nullable Object value) {
        if (value == null) {
            tag('0');
        } else if (value instanceof String text) {
            text(text);
        } else if (value instanceof Boolean flag) {
            flag(flag);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof List<?> list) {
            tag('l').number(list.size());
            list.forEach(this::json);
        } else {
            tag('o').text(value.getClass().getName()).text(value.toString());
        }
        return this;
    }

    private void object(Map<?, ?> map) {
        tag('m').number(map.size());
        Object[] names = map.keySet().toArray();
        if (names.length > 1) {
            Arrays.sort(names, (one, other) -> String.valueOf(one).compareTo(String.valueOf(other)));
        }
        for (Object name : names) {
            text(String.valueOf(name)).json(map.get(name));
        }
    }

    private void room(int bytes) {
        if (buffer.length - used < bytes) {
            digest.update(buffer, 0, used);
            used = 0;
        }
    }
}
