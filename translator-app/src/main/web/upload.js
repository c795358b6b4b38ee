// Purpose: puts a file to a presigned URL and reports how much has been sent.

/**
 * Uses XMLHttpRequest because fetch does not report the progress of an upload. The headers are sent
 * exactly as given: they are part of the signature.
 *
 * @param {{url: string, headers: Object<string, string>}} grant the server's answer to "upload"
 * @param {File} file
 * @param {(fraction: number) => void} onProgress told numbers from 0 to 1
 * @returns {Promise<void>} rejected with an Error to show when the bucket did not take the file
 */
export function putFile({ url, headers }, file, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    for (const [name, value] of Object.entries(headers ?? {})) {
      request.setRequestHeader(name, value);
    }
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    request.onload = () => (request.status >= 200 && request.status < 300
      ? resolve()
      : reject(new Error(`The bucket refused ${file.name} with status ${request.status}. `
        + "Press “Upload again” to get a new upload address.")));
    request.onerror = () => reject(new Error(`${file.name} could not be sent: the bucket did not `
      + "answer, or the file changed since it was chosen. Choose it again, or try again later."));
    request.send(file);
  });
}
