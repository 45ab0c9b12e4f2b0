// Relative to this file: wherever a proxy shows us, the document is beside it.
const spec = new URL("../openapi.json", document.currentScript.src);

window.addEventListener("load", () => {
  window.ui = SwaggerUIBundle({
    url: spec.href,
    dom_id: "#swagger-ui",
    deepLinking: true,
    displayRequestDuration: true,
    tryItOutEnabled: true,
    validatorUrl: null,
  });
});
