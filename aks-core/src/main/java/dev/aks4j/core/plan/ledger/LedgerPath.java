package dev.aks4j.core.plan.ledger;

import dev.aks4j.core.model.AksException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Finds the one name of a ledger's file, whatever symbolic links lead to it: its lock lies beside that name. */
final class LedgerPath {

    private LedgerPath() {}

    /**
     * Follows every link, those to a file that is still to be made included.
     *
     * @throws IOException if the directory does not exist
     */
    static Path real(Path file) throws IOException {
        Path at = file.toAbsolutePath().normalize();
        Set<Path> seen = new HashSet<>();
        while (Files.isSymbolicLink(at)) {
            if (!seen.add(at)) {
                throw new AksException("The ledger " + file + " is a symbolic link that leads back to itself. Name a"
                        + " file, or a link to one.");
            }
            at = at.resolveSibling(Files.readSymbolicLink(at)).normalize();
        }
        Path directory = at.getParent();
        if (directory == null || at.getFileName() == null) {
            throw new AksException("The ledger " + file + " is a directory. Name a file in it.");
        }
        return directory.toRealPath().resolve(at.getFileName());
    }
}
