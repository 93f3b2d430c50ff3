// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code quorum-state} file: one line of JSON that says which epoch the log is in and who leads it. Of its two shapes, version 0
 * names the voters itself (static voters, kraft.version 0), version 1 does not (they stand in the log or in a snapshot).
 */
final class QuorumState {
    private static final Logger LOG = LoggerFactory.getLogger(QuorumState.class);
    private static final String NAME = "quorum-state";
    private static final Pattern EPOCH = Pattern.compile("\"leaderEpoch\"\\s*:\\s*(\\d{1,10})");
    private static final Pattern VOTERS = Pattern.compile("\"currentVoters\"\\s*:\\s*\\[([^]]*)]");

    private QuorumState() {}

    /** The epoch that the file tells, 0 when there is none: the log's own batches tell it as well. */
    static int epoch(Path folder) throws IOException {
        Matcher epoch = EPOCH.matcher(text(folder));
        return epoch.find() ? Integer.parseInt(epoch.group(1)) : 0;
    }

    /** How many voters the file names; 0 for version 1 and for no file. */
    static int voters(Path folder) throws IOException {
        Matcher voters = VOTERS.matcher(text(folder));
        return voters.find() ? voters.group(1).split("\\{", -1).length - 1 : 0;
    }

    private static String text(Path folder) throws IOException {
        try {
            String text = Files.readString(folder.resolve(NAME));
            if (!EPOCH.matcher(text).find()) {
                LOG.warn("{} says no epoch, the metadata log's own is taken", folder.resolve(NAME));
            }
            return text;
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    static void write(Path folder, int nodeId, int epoch, boolean staticVoters) throws IOException {
        String json = staticVoters
                ? "{\"clusterId\":\"\",\"leaderId\":" + nodeId + ",\"leaderEpoch\":" + epoch
                        + ",\"votedId\":-1,\"appliedOffset\":0,\"currentVoters\":[{\"voterId\":" + nodeId
                        + "}],\"data_version\":0}"
                : "{\"leaderId\":" + nodeId + ",\"leaderEpoch\":" + epoch
                        + ",\"votedId\":-1,\"votedDirectoryId\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"data_version\":1}";
        Path temporary = folder.resolve(NAME + ".tmp");
        try (FileChannel file = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        Files.move(
                temporary, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
