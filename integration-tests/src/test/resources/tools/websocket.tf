# Every resource of WebSocket APIs, with every argument, in three steps that change all that can be changed.
terraform {
  required_providers { aws = { source = "hashicorp/aws", version = "~> 5.0" } }
}
variable "step" { type = number }
locals { s = var.step }
resource "aws_apigatewayv2_api" "basic" {
  name                       = "basic"
  protocol_type              = "WEBSOCKET"
  route_selection_expression = "$request.body.action"
}
resource "aws_apigatewayv2_api" "all" {
  name                         = local.s == 2 ? "renamed" : "all"
  protocol_type                = "WEBSOCKET"
  api_key_selection_expression = local.s == 2 ? "$context.authorizer.usageIdentifierKey" : "$request.header.x-api-key"
  description                  = local.s == 2 ? "described" : null
  disable_execute_api_endpoint = local.s == 2
  ip_address_type              = local.s == 2 ? "dualstack" : "ipv4"
  route_selection_expression   = local.s == 2 ? "$request.body.service" : "$request.body.action"
  version                      = local.s == 2 ? "v1" : null
  tags                         = local.s == 3 ? {} : local.s == 2 ? { Key1 = "Value1", Key2 = "Value2" } : { Key1 = "ValueU" }
}
resource "aws_iam_role" "gw" {
  name               = "gw"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "apigateway.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}
resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.gw.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
}
resource "aws_api_gateway_account" "a" {
  cloudwatch_role_arn = aws_iam_role.gw.arn
  depends_on          = [aws_iam_role_policy_attachment.logs]
}
resource "aws_cloudwatch_log_group" "g" { name = "access" }
locals { fn = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:Echo/invocations" }
resource "aws_apigatewayv2_authorizer" "a" {
  api_id                           = aws_apigatewayv2_api.basic.id
  authorizer_type                  = "REQUEST"
  authorizer_uri                   = local.fn
  identity_sources                 = local.s == 1 ? ["route.request.header.Auth"] : local.s == 2 ? ["route.request.header.Auth", "route.request.querystring.Name"] : null
  authorizer_credentials_arn       = local.s == 2 ? aws_iam_role.gw.arn : null
  name                             = local.s == 2 ? "guard2" : "guard"
}
resource "aws_apigatewayv2_integration" "mock" {
  api_id           = aws_apigatewayv2_api.basic.id
  integration_type = "MOCK"
}
resource "aws_apigatewayv2_integration" "http" {
  api_id                        = aws_apigatewayv2_api.basic.id
  integration_type              = "HTTP"
  connection_type               = "INTERNET"
  content_handling_strategy     = local.s == 2 ? "CONVERT_TO_BINARY" : "CONVERT_TO_TEXT"
  credentials_arn               = local.s == 2 ? null : aws_iam_role.gw.arn
  description                   = local.s == 2 ? "Test HTTP updated" : "Test HTTP"
  integration_method            = local.s == 2 ? "POST" : "GET"
  integration_uri               = local.s == 2 ? "http://www.example.org" : "http://www.example.com"
  passthrough_behavior          = local.s == 2 ? "WHEN_NO_MATCH" : "WHEN_NO_TEMPLATES"
  request_parameters            = local.s == 3 ? {} : local.s == 2 ? { "integration.request.header.a" = "'b'", "integration.request.header.z" = "route.request.body.x" } : { "integration.request.header.q" = "'b'" }
  request_templates             = local.s == 2 ? { "application/json" = "#set($number=42)", "application/xml" = "#set($percent=$number/100)" } : { "application/json" = "" == "" ? "#set($x=1)" : "" }
  template_selection_expression = local.s == 2 ? "$request.body.id" : "$request.body.name"
  timeout_milliseconds          = local.s == 2 ? 51 : 28999
}
resource "aws_apigatewayv2_integration" "private" {
  api_id             = aws_apigatewayv2_api.basic.id
  integration_type   = "HTTP_PROXY"
  connection_type    = "VPC_LINK"
  connection_id      = local.s == 2 ? "abc124" : "abc123" # a VPC link of REST APIs
  integration_method = local.s == 2 ? "PUT" : "ANY"
  integration_uri    = local.s == 2 ? "http://www.example.org" : "http://www.example.com"
}
resource "aws_apigatewayv2_integration" "lambda" {
  api_id                    = aws_apigatewayv2_api.basic.id
  integration_type          = "AWS"
  connection_type           = "INTERNET"
  content_handling_strategy = "CONVERT_TO_TEXT"
  credentials_arn           = aws_iam_role.gw.arn
  description               = "Test Lambda"
  integration_uri           = local.fn
  passthrough_behavior      = "WHEN_NO_MATCH"
}
resource "aws_apigatewayv2_integration" "proxy" {
  api_id           = aws_apigatewayv2_api.basic.id
  integration_type = "AWS_PROXY"
  integration_method = local.s == 1 ? null : "POST"
  integration_uri  = local.fn
}
resource "aws_apigatewayv2_integration_response" "basic" {
  api_id                   = aws_apigatewayv2_api.basic.id
  integration_id           = aws_apigatewayv2_integration.mock.id
  integration_response_key = "/200/"
}
resource "aws_apigatewayv2_integration_response" "all" {
  api_id                        = aws_apigatewayv2_api.basic.id
  integration_id                = aws_apigatewayv2_integration.http.id
  integration_response_key      = local.s == 2 ? "/404/" : "$default"
  content_handling_strategy     = local.s == 2 ? "CONVERT_TO_BINARY" : "CONVERT_TO_TEXT"
  template_selection_expression = local.s == 2 ? "$request.body.id" : "$request.body.name"
  response_templates            = local.s == 2 ? { "application/json" = "#set($number=42)", "application/xml" = "#set($percent=$number/100)" } : { "application/json" = "#set($x=1)" }
}
resource "aws_apigatewayv2_model" "m" {
  api_id       = aws_apigatewayv2_api.basic.id
  content_type = local.s == 2 ? "text/x-json" : "application/json"
  name         = local.s == 2 ? "mm" : "m"
  description  = local.s == 2 ? "test" : null
  schema       = jsonencode({ "$schema" = "http://json-schema.org/draft-04/schema#", title = local.s == 2 ? "ExampleModelUpdated" : "ExampleModel", type = "object", properties = { id = { type = "string" } } })
}
resource "aws_apigatewayv2_model" "fixed" {
  api_id       = aws_apigatewayv2_api.basic.id
  content_type = "application/json"
  name         = "fixed"
  schema       = jsonencode({ type = "object" })
}
resource "aws_apigatewayv2_route" "connect" {
  api_id             = aws_apigatewayv2_api.basic.id
  route_key          = "$connect"
  authorization_type = local.s == 1 ? "CUSTOM" : local.s == 2 ? "AWS_IAM" : "NONE"
  authorizer_id      = local.s == 1 ? aws_apigatewayv2_authorizer.a.id : null
  dynamic "request_parameter" {
    for_each = local.s == 1 ? { "route.request.header.authorization" = true } : local.s == 2 ? { "route.request.header.authorization" = false, "route.request.querystring.authToken" = true } : {}
    content {
      request_parameter_key = request_parameter.key
      required              = request_parameter.value
    }
  }
}
resource "aws_apigatewayv2_route" "default" {
  api_id                              = aws_apigatewayv2_api.basic.id
  route_key                           = local.s == 2 ? "$default" : "other"
  api_key_required                    = local.s == 2
  operation_name                      = local.s == 2 ? "GET" : null
  route_response_selection_expression = local.s == 2 ? "$default" : null
  model_selection_expression          = local.s == 3 ? null : "action"
  request_models                      = local.s == 3 ? {} : { "test" = aws_apigatewayv2_model.fixed.name }
  target                              = local.s == 1 ? null : "integrations/${aws_apigatewayv2_integration.lambda.id}"
}
resource "aws_apigatewayv2_route_response" "r" {
  api_id                     = aws_apigatewayv2_api.basic.id
  route_id                   = aws_apigatewayv2_route.default.id
  route_response_key         = "$default"
  model_selection_expression = local.s == 2 ? "action" : null
  response_models            = local.s == 2 ? { "test" = aws_apigatewayv2_model.fixed.name } : null
}
resource "aws_apigatewayv2_route" "echo" {
  api_id    = aws_apigatewayv2_api.basic.id
  route_key = "echo"
  target    = "integrations/${aws_apigatewayv2_integration.proxy.id}"
}
resource "aws_apigatewayv2_deployment" "d" {
  api_id      = aws_apigatewayv2_api.basic.id
  description = local.s == 2 ? "Test description updated" : "Test description"
  triggers    = { redeployment = local.s == 3 ? "b" : "a" }
  depends_on  = [aws_apigatewayv2_route.echo, aws_apigatewayv2_route.connect, aws_apigatewayv2_route.default]
  lifecycle {
    create_before_destroy = true
  }
}
resource "aws_apigatewayv2_stage" "basic" {
  api_id = aws_apigatewayv2_api.basic.id
  name   = "basic"
}
resource "aws_apigatewayv2_stage" "auto" {
  api_id      = aws_apigatewayv2_api.basic.id
  name        = "auto"
  auto_deploy = local.s != 1
  depends_on  = [aws_apigatewayv2_route.echo, aws_apigatewayv2_route.connect, aws_apigatewayv2_route.default]
}
resource "aws_apigatewayv2_stage" "all" {
  api_id                = aws_apigatewayv2_api.basic.id
  name                  = "all"
  deployment_id         = aws_apigatewayv2_deployment.d.id
  client_certificate_id = local.s == 2 ? null : "abc123"
  description           = local.s == 2 ? "Test stage updated" : "Test stage"
  dynamic "access_log_settings" {
    for_each = local.s == 3 ? [] : [1]
    content {
      destination_arn = aws_cloudwatch_log_group.g.arn
      format          = local.s == 1 ? "$context.identity.sourceIp $context.requestId" : "$context.requestId"
    }
  }
  dynamic "default_route_settings" {
    for_each = local.s == 3 ? [] : [1]
    content {
      data_trace_enabled       = local.s == 1
      detailed_metrics_enabled = true
      logging_level            = local.s == 1 ? "ERROR" : "INFO"
      throttling_burst_limit   = local.s == 1 ? 2222 : 1111
      throttling_rate_limit    = local.s == 1 ? 8888 : 9999
    }
  }
  dynamic "route_settings" {
    for_each = local.s == 1 ? ["$default", "$connect"] : local.s == 2 ? ["$connect", "$disconnect"] : []
    content {
      route_key                = route_settings.value
      data_trace_enabled       = route_settings.value == "$connect"
      detailed_metrics_enabled = local.s == 2
      logging_level            = local.s == 1 ? "ERROR" : "INFO"
      throttling_burst_limit   = 1111
      throttling_rate_limit    = 9999
    }
  }
  stage_variables = local.s == 3 ? {} : local.s == 1 ? { Var1 = "Value1", Var2 = "Value2" } : { Var1 = "Value1U", Var3 = "Value3" }
  tags            = local.s == 3 ? {} : local.s == 1 ? { Key1 = "Value1", Key2 = "Value2" } : { Key2 = "Value2U", Key3 = "V" }
  depends_on      = [aws_api_gateway_account.a]
}
resource "aws_apigatewayv2_domain_name" "d" {
  domain_name = "ws.example.com"
  domain_name_configuration {
    certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/${local.s == 2 ? "b" : "a"}"
    endpoint_type   = "REGIONAL"
    security_policy = "TLS_1_2"
  }
  tags = local.s == 3 ? {} : { Key1 = "Value${local.s}" }
}
resource "aws_apigatewayv2_api_mapping" "m" {
  api_id          = aws_apigatewayv2_api.basic.id
  domain_name     = aws_apigatewayv2_domain_name.d.id
  stage           = local.s == 2 ? aws_apigatewayv2_stage.auto.id : aws_apigatewayv2_stage.basic.id
  api_mapping_key = local.s == 1 ? "$context.domainName" : local.s == 2 ? "key" : null
}
data "aws_apigatewayv2_api" "a" { api_id = aws_apigatewayv2_api.all.id }
data "aws_apigatewayv2_apis" "a" { 
  protocol_type = "WEBSOCKET" 
  depends_on = [aws_apigatewayv2_api.all]
}
output "ids" {
  value = {
    all = aws_apigatewayv2_api.all.id, basic = aws_apigatewayv2_api.basic.id
  }
}
