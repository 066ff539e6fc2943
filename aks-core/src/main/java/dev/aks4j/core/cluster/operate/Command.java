package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.model.AksException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A command to be run inside a cluster, with the files that it needs beside it. Azure runs it in a pod that has {@code
 * kubectl} and {@code helm}, with the rights of the cluster's administrator, or on a cluster with Microsoft Entra ID with
 * those of the caller. Immutable and thread-safe.
 *
 * <pre>{@code
 * Command apply = Command.of("kubectl apply -f app.yaml").file("app.yaml", Files.readAllBytes(manifest));
 * }</pre>
 */
public final class Command {

    private final String text;
    private final Map<String, byte[]> files;

    private Command(String text, Map<String, byte[]> files) {
        this.text = text;
        this.files = files;
    }

    /**
     * Returns a command without files.
     *
     * @param text a line for the shell, for example {@code kubectl get nodes}
     * @throws AksException if it is blank
     */
    public static Command of(String text) {
        if (Objects.requireNonNull(text).isBlank()) {
            throw new AksException("A command is empty. Write a line for the shell, for example: kubectl get nodes.");
        }
        return new Command(text, Map.of());
    }

    /**
     * Returns a copy with a file in the directory that the command runs in.
     *
     * @param path its path there, relative, with {@code /} between its parts
     * @throws AksException if the path is absolute or leads out of the directory
     */
    public Command file(String path, byte[] content) {
        if (path.isBlank() || path.startsWith("/") || path.contains("\\") || path.matches("(.*/)?\\.\\.(/.*)?")) {
            throw new AksException("\"" + path + "\" is no path below the directory of the command. Use a relative one,"
                    + " for example app.yaml.");
        }
        Map<String, byte[]> more = new LinkedHashMap<>(files);
        more.put(path, content.clone());
        return new Command(text, more);
    }

    String text() {
        return text;
    }

    /** Returns the files as Azure takes them: a zip archive in base64. */
    Optional<String> context() {
        if (files.isEmpty()) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(Base64.getEncoder().encodeToString(bytes.toByteArray()));
    }

    /** Returns the number of files; a command may hold secrets, so its text is not told. */
    @Override
    public String toString() {
        return "command with " + files.size() + (files.size() == 1 ? " file" : " files");
    }
}
