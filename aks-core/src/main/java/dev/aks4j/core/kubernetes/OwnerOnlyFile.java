package dev.aks4j.core.kubernetes;

import dev.aks4j.core.model.AksException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;

/** Writes a file that only its owner can read, from its first byte on, as a whole or not at all. */
final class OwnerOnlyFile {

    private OwnerOnlyFile() {}

    static void write(Path file, String text) {
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Path directory = Objects.requireNonNull(target.getParent(), "a file lies in a folder");
            boolean posix = createDirectories(directory);
            Path draft = Files.createTempFile(directory, ".aks4j-", ".tmp", attributes(posix, "rw-------"));
            try {
                if (!posix) {
                    ownerOnly(draft);
                }
                fill(draft, text);
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new AksException("Cannot write " + file + ": " + e + ". Choose a place that you may write to.", e);
        }
    }

    private static boolean createDirectories(Path directory) throws IOException {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        Files.createDirectories(directory, attributes(posix, "rwx------"));
        return posix;
    }

    private static FileAttribute<?>[] attributes(boolean posix, String permissions) {
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static void ownerOnly(Path draft) throws IOException {
        AclFileAttributeView view = Files.getFileAttributeView(draft, AclFileAttributeView.class);
        if (view == null) {
            throw new IOException("this file system cannot keep a file to its owner");
        }
        view.setAcl(List.of(AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(view.getOwner())
                .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                .build()));
    }

    private static void fill(Path draft, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
