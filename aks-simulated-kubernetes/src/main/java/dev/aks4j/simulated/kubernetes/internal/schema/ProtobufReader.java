package dev.aks4j.simulated.kubernetes.internal.schema;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the fields of a protobuf message one by one. Not thread-safe. */
final class ProtobufReader {

    private final byte[] bytes;
    private int at;
    private int wireType;
    private long number;
    private byte[] block = new byte[0];

    ProtobufReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads the next field; returns its number, or 0 at the end. */
    int next() {
        if (at >= bytes.length) {
            return 0;
        }
        long tag = varint();
        wireType = (int) (tag & 7);
        switch (wireType) {
            case 0 -> number = varint();
            case 1 -> number = fixed(8);
            case 2 -> {
                int length = (int) varint();
                if (length < 0 || length > bytes.length - at) {
                    throw new IllegalArgumentException("proto: unexpected EOF");
                }
                block = Arrays.copyOfRange(bytes, at, at + length);
                at += length;
            }
            case 5 -> number = fixed(4);
            default -> throw new IllegalArgumentException("proto: illegal wireType " + wireType);
        }
        return (int) (tag >>> 3);
    }

    boolean isBlock() {
        return wireType == 2;
    }

    long number() {
        return number;
    }

    byte[] block() {
        return block;
    }

    String text() {
        return new String(block, StandardCharsets.UTF_8);
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= bytes.length) {
                throw new IllegalArgumentException("proto: unexpected EOF");
            }
            byte one = bytes[at++];
            value |= (long) (one & 0x7F) << shift;
            if (one >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("proto: integer overflow");
    }

    private long fixed(int length) {
        if (length > bytes.length - at) {
            throw new IllegalArgumentException("proto: unexpected EOF");
        }
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        at += length;
        return value;
    }
}
