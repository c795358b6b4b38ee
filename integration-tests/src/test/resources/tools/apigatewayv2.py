"""Calls every operation of apigatewayv2 that WebSocket APIs have, with every member that botocore's model
knows, and prints what is answered otherwise than the model, or than AWS was recorded to, says.

Usage: python3 apigatewayv2.py URL
"""
import botocore.session, sys
from botocore.exceptions import ClientError
from botocore.config import Config
URL=sys.argv[1]
s=botocore.session.get_session()
s.set_credentials('test','test')
c=s.create_client('apigatewayv2',region_name='us-east-1',endpoint_url=URL,config=Config(retries={'max_attempts':0},parameter_validation=True))
m=s.get_service_model('apigatewayv2')
FN='arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:Echo/invocations'
ROLE='arn:aws:iam::123456789012:role/r'
bad=[]; covered={}
def shape(ss,v,path):
    t=ss.type_name
    if t=='structure':
        if not isinstance(v,dict): bad.append((path,'not a dict',v)); return
        for k in v:
            if k=='ResponseMetadata': continue
            if k not in ss.members: bad.append((path,'unknown member',k)); continue
            shape(ss.members[k],v[k],path+'.'+k)
def call(op,status=None,**kw):
    om=m.operation_model(op)
    names=set(om.input_shape.members) if om.input_shape else set()
    covered.setdefault(op,set()).update(kw)
    try:
        meth=getattr(c,botocore.xform_name(op))
        r=meth(**kw)
        st=r['ResponseMetadata']['HTTPStatusCode']
        want=status or om.http.get('responseCode',200)
        if op=='UpdateRoute': want=201 # as recorded
        if st!=want: bad.append((op,'status',st,want))
        # wire members unknown to the model
        if om.output_shape: shape(om.output_shape,r,op)
        for k,v in kw.items():
            if om.output_shape and k in om.output_shape.members and k not in('MaxResults','NextToken'):
                if r.get(k)!=v and not (isinstance(v,dict) and isinstance(r.get(k),dict) and all(r[k].get(a)==b for a,b in v.items())):
                    bad.append((op,'member',k,'gave',v,'got',r.get(k)))
        return r
    except ClientError as e:
        bad.append((op,'error',e.response['Error'],e.response['ResponseMetadata']['HTTPStatusCode']))
        return {}
    except Exception as e:
        bad.append((op,'exception',repr(e)[:300])); return {}
def err(op,code,status,**kw):
    om=m.operation_model(op)
    try:
        getattr(c,botocore.xform_name(op))(**kw)
        bad.append((op,'no error',code,kw))
    except ClientError as e:
        g=e.response['Error']; st=e.response['ResponseMetadata']['HTTPStatusCode']
        if g['Code']!=code or st!=status or not g.get('Message'): bad.append((op,'wrong error',code,status,g,st,kw))
    except Exception as e: bad.append((op,'exception',repr(e)[:300]))
# Api
api=call('CreateApi',ApiKeySelectionExpression='$context.authorizer.usageIdentifierKey',Description='d',DisableSchemaValidation=True,DisableExecuteApiEndpoint=False,IpAddressType='dualstack',Name='n',ProtocolType='WEBSOCKET',RouteSelectionExpression='$request.body.action',Tags={'a':'b'},Version='v1')
A=api['ApiId']
call('UpdateApi',ApiId=A,ApiKeySelectionExpression='$request.header.x-api-key',Description='e',DisableSchemaValidation=False,DisableExecuteApiEndpoint=False,IpAddressType='ipv4',Name='m',RouteSelectionExpression='$request.body.kind',Version='v2')
call('GetApi',ApiId=A); call('GetApis',MaxResults='5',NextToken=''); call('GetApis')
for k,v in dict(CorsConfiguration={'AllowOrigins':['*']},CredentialsArn=ROLE,RouteKey='a',Target='t').items():
    err('CreateApi','BadRequestException',400,Name='n',ProtocolType='WEBSOCKET',RouteSelectionExpression='$request.body.action',**{k:v})
    err('UpdateApi','BadRequestException',400,ApiId=A,**{k:v})
err('ImportApi','BadRequestException',400,Body='{}'); err('ReimportApi','BadRequestException',400,ApiId=A,Body='{}'); err('ExportApi','BadRequestException',400,ApiId=A,OutputType='JSON',Specification='OAS30')
# integration
i=call('CreateIntegration',ApiId=A,ConnectionType='INTERNET',ContentHandlingStrategy='CONVERT_TO_TEXT',CredentialsArn=ROLE,Description='d',IntegrationMethod='POST',IntegrationType='HTTP',IntegrationUri='http://example.com',PassthroughBehavior='WHEN_NO_MATCH',PayloadFormatVersion='1.0',RequestParameters={'integration.request.header.a':"'b'"},RequestTemplates={'$default':'{}'},TemplateSelectionExpression='\\$default',TimeoutInMillis=5000)
I=i.get('IntegrationId')
call('UpdateIntegration',ApiId=A,IntegrationId=I,ConnectionType='INTERNET',ContentHandlingStrategy='CONVERT_TO_BINARY',CredentialsArn=ROLE,Description='e',IntegrationMethod='GET',IntegrationType='HTTP',IntegrationUri='http://example.org',PassthroughBehavior='NEVER',PayloadFormatVersion='1.0',RequestParameters={'integration.request.header.b':"'c'"},RequestTemplates={'$default':'{ }'},TemplateSelectionExpression='$request.body.x',TimeoutInMillis=29000)
for k,v in dict(IntegrationSubtype='SQS-SendMessage',ResponseParameters={'200':{'overwrite:header.a':'b'}},TlsConfig={'ServerNameToVerify':'a'}).items():
    err('CreateIntegration','BadRequestException',400,ApiId=A,IntegrationType='MOCK',**{k:v}); err('UpdateIntegration','BadRequestException',400,ApiId=A,IntegrationId=I,**{k:v})
call('CreateIntegration',ApiId=A,ConnectionType='VPC_LINK',ConnectionId='abc123',IntegrationType='HTTP_PROXY',IntegrationMethod='ANY',IntegrationUri='http://example.com')
call('UpdateIntegration',ApiId=A,IntegrationId=I,ConnectionType='VPC_LINK',ConnectionId='abc124')
call('GetIntegration',ApiId=A,IntegrationId=I); call('GetIntegrations',ApiId=A,MaxResults='1'); 
r=c.get_integrations(ApiId=A,MaxResults='1'); call('GetIntegrations',ApiId=A,NextToken=r['NextToken'])
ir=call('CreateIntegrationResponse',ApiId=A,IntegrationId=I,ContentHandlingStrategy='CONVERT_TO_TEXT',IntegrationResponseKey='/200/',ResponseParameters={'route.response.header.a':"'b'"},ResponseTemplates={'$default':'x'},TemplateSelectionExpression='\\$default')
R=ir.get('IntegrationResponseId')
call('UpdateIntegrationResponse',ApiId=A,IntegrationId=I,IntegrationResponseId=R,ContentHandlingStrategy='CONVERT_TO_BINARY',IntegrationResponseKey='$default',ResponseParameters={'route.response.header.b':"'b'"},ResponseTemplates={'$default':'y'},TemplateSelectionExpression='$request.body.x')
call('GetIntegrationResponse',ApiId=A,IntegrationId=I,IntegrationResponseId=R); call('GetIntegrationResponses',ApiId=A,IntegrationId=I,MaxResults='3'); call('GetIntegrationResponses',ApiId=A,IntegrationId=I,NextToken='')
# authorizer
a=call('CreateAuthorizer',ApiId=A,AuthorizerCredentialsArn=ROLE,AuthorizerType='REQUEST',AuthorizerUri=FN,IdentitySource=['route.request.header.A'],IdentityValidationExpression='^a$',Name='g')
Z=a.get('AuthorizerId')
call('UpdateAuthorizer',ApiId=A,AuthorizerId=Z,AuthorizerCredentialsArn=ROLE,AuthorizerType='REQUEST',AuthorizerUri=FN,IdentitySource=['route.request.querystring.B'],IdentityValidationExpression='^b$',Name='h')
for k,v in dict(AuthorizerPayloadFormatVersion='2.0',AuthorizerResultTtlInSeconds=3,EnableSimpleResponses=True,JwtConfiguration={'Issuer':'x'}).items():
    err('CreateAuthorizer','BadRequestException',400,ApiId=A,AuthorizerType='REQUEST',AuthorizerUri=FN,IdentitySource=[],Name='i',**{k:v}); err('UpdateAuthorizer','BadRequestException',400,ApiId=A,AuthorizerId=Z,**{k:v})
call('GetAuthorizer',ApiId=A,AuthorizerId=Z); call('GetAuthorizers',ApiId=A,MaxResults='2'); call('GetAuthorizers',ApiId=A,NextToken='')
# model
mo=call('CreateModel',ApiId=A,ContentType='application/json',Description='d',Name='M',Schema='{"type":"object"}'); M=mo.get('ModelId')
call('UpdateModel',ApiId=A,ModelId=M,ContentType='application/json',Description='e',Name='N',Schema='{"type":"string"}')
call('GetModel',ApiId=A,ModelId=M); call('GetModels',ApiId=A,MaxResults='2'); call('GetModels',ApiId=A,NextToken=''); call('GetModelTemplate',ApiId=A,ModelId=M)
# route
ro=call('CreateRoute',ApiId=A,ApiKeyRequired=True,AuthorizationType='CUSTOM',AuthorizerId=Z,ModelSelectionExpression='$default',OperationName='o',RequestModels={'$default':'N'},RequestParameters={'route.request.querystring.a':{'Required':True}},RouteKey='$connect',RouteResponseSelectionExpression='$default',Target='integrations/'+I); O=ro.get('RouteId')
call('UpdateRoute',ApiId=A,RouteId=O,ApiKeyRequired=False,AuthorizationType='CUSTOM',AuthorizerId=Z,ModelSelectionExpression='$request.body.x',OperationName='p',RequestModels={'$default':'N'},RequestParameters={'route.request.querystring.b':{'Required':False}},RouteKey='$connect',RouteResponseSelectionExpression='$default',Target='integrations/'+I)
err('CreateRoute','BadRequestException',400,ApiId=A,RouteKey='x',AuthorizationScopes=['a']); err('UpdateRoute','BadRequestException',400,ApiId=A,RouteId=O,AuthorizationScopes=['a'])
call('GetRoute',ApiId=A,RouteId=O); call('GetRoutes',ApiId=A,MaxResults='2'); call('GetRoutes',ApiId=A,NextToken='')
rr=call('CreateRouteResponse',ApiId=A,RouteId=O,ModelSelectionExpression='$default',ResponseModels={'$default':'N'},ResponseParameters={'route.response.header.a':{'Required':True}},RouteResponseKey='$default'); Q=rr.get('RouteResponseId')
call('UpdateRouteResponse',ApiId=A,RouteId=O,RouteResponseId=Q,ModelSelectionExpression='$default',ResponseModels={'$default':'N'},ResponseParameters={'route.response.header.a':{'Required':False}},RouteResponseKey='$default')
call('GetRouteResponse',ApiId=A,RouteId=O,RouteResponseId=Q); call('GetRouteResponses',ApiId=A,RouteId=O,MaxResults='2'); call('GetRouteResponses',ApiId=A,RouteId=O,NextToken='')
# deployment/stage
c.create_route(ApiId=A,RouteKey='x')
call('CreateStage',ApiId=A,StageName='prod',Description='s')
c2=s.create_client('apigateway',region_name='us-east-1',endpoint_url=URL)
c2.update_account(patchOperations=[dict(op='replace',path='/cloudwatchRoleArn',value=ROLE)])
d=call('CreateDeployment',ApiId=A,Description='d'); D=d.get('DeploymentId')
call('CreateDeployment',ApiId=A,StageName='prod')
call('UpdateDeployment',ApiId=A,DeploymentId=D,Description='e'); call('GetDeployment',ApiId=A,DeploymentId=D); call('GetDeployments',ApiId=A,MaxResults='1'); call('GetDeployments',ApiId=A,NextToken='')
RS={'DataTraceEnabled':True,'DetailedMetricsEnabled':True,'LoggingLevel':'INFO','ThrottlingBurstLimit':3,'ThrottlingRateLimit':2.5}
AL={'DestinationArn':'arn:aws:logs:us-east-1:123456789012:log-group:g','Format':'$context.requestId'}
call('CreateStage',ApiId=A,StageName='full',AccessLogSettings=AL,AutoDeploy=False,ClientCertificateId='abc',DefaultRouteSettings=RS,DeploymentId=D,Description='d',RouteSettings={'$connect':RS},StageVariables={'a':'b'},Tags={'x':'y'})
RS2=dict(RS,LoggingLevel='ERROR',ThrottlingBurstLimit=4)
call('UpdateStage',ApiId=A,StageName='full',AccessLogSettings=dict(AL,Format='$context.extendedRequestId'),AutoDeploy=False,ClientCertificateId='abd',DefaultRouteSettings=RS2,DeploymentId=D,Description='e',RouteSettings={'$connect':RS2},StageVariables={'a':'c'})
call('GetStage',ApiId=A,StageName='full'); call('GetStages',ApiId=A,MaxResults='1'); call('GetStages',ApiId=A,NextToken='')
call('ResetAuthorizersCache',ApiId=A,StageName='full')
# domain
err('CreateDomainName','BadRequestException',400,DomainName='mtls.example.com',MutualTlsAuthentication={'TruststoreUri':'s3://a/b'})
DC=[{'CertificateArn':'arn:aws:acm:us-east-1:123456789012:certificate/a','EndpointType':'REGIONAL','SecurityPolicy':'TLS_1_2','CertificateName':'c','IpAddressType':'ipv4','OwnershipVerificationCertificateArn':'arn:aws:acm:us-east-1:123456789012:certificate/b'}]
dn=call('CreateDomainName',DomainName='ws.example.com',RoutingMode='API_MAPPING_ONLY',Tags={'a':'b'})
c.delete_domain_name(DomainName='ws.example.com')
r=c.create_domain_name(DomainName='ws.example.com',DomainNameConfigurations=DC,Tags={'a':'b'}); covered['CreateDomainName']|={'DomainNameConfigurations','MutualTlsAuthentication'}
for k,v in DC[0].items():
    if r['DomainNameConfigurations'][0].get(k)!=v: bad.append(('CreateDomainName','config',k,r['DomainNameConfigurations'][0]))
r=c.update_domain_name(DomainName='ws.example.com',DomainNameConfigurations=DC,RoutingMode='API_MAPPING_ONLY'); covered['UpdateDomainName']={'DomainName','DomainNameConfigurations','RoutingMode','MutualTlsAuthentication'}
shape(m.operation_model('UpdateDomainName').output_shape,r,'UpdateDomainName')
err('UpdateDomainName','BadRequestException',400,DomainName='ws.example.com',MutualTlsAuthentication={'TruststoreUri':'s3://a/b'})
call('GetDomainName',DomainName='ws.example.com'); call('GetDomainNames',MaxResults='1'); call('GetDomainNames',NextToken='')
am=call('CreateApiMapping',DomainName='ws.example.com',ApiId=A,ApiMappingKey='k',Stage='prod'); K=am.get('ApiMappingId')
call('UpdateApiMapping',DomainName='ws.example.com',ApiMappingId=K,ApiId=A,ApiMappingKey='l',Stage='full')
call('GetApiMapping',DomainName='ws.example.com',ApiMappingId=K); call('GetApiMappings',DomainName='ws.example.com',MaxResults='1'); call('GetApiMappings',DomainName='ws.example.com',NextToken='')
# tags
for arn in ['arn:aws:apigateway:us-east-1::/apis/'+A,'arn:aws:apigateway:us-east-1::/apis/'+A+'/stages/full','arn:aws:apigateway:us-east-1::/domainnames/ws.example.com']:
    call('TagResource',ResourceArn=arn,Tags={'q':'r'}); g=call('GetTags',ResourceArn=arn)
    if g.get('Tags',{}).get('q')!='r': bad.append(('GetTags',arn,g))
    call('UntagResource',ResourceArn=arn,TagKeys=['q'])
    if 'q' in c.get_tags(ResourceArn=arn)['Tags']: bad.append(('UntagResource',arn))
# unknown ids -> NotFound for every op with path ids
vals=dict(ApiId='nope',RouteId='nope',IntegrationId='nope',IntegrationResponseId='nope',RouteResponseId='nope',AuthorizerId='nope',ModelId='nope',DeploymentId='nope',StageName='nope',DomainName='nope.example.com',ApiMappingId='nope',RequestParameterKey='nope',RouteKey='nope')
good=dict(vals,ApiId=A)
http_only=lambda op: any(x in op for x in ('Portal','Product','VpcLink','RoutingRule','ImportApi','ReimportApi','ExportApi','Cors'))
for op in m.operation_names:
    if http_only(op) or 'tag' in op.lower() or op in('CreateApi','GetApis','CreateDomainName','GetDomainNames'): continue
    om=m.operation_model(op)
    for base in (vals,good):
        need={k:base[k] for k in om.input_shape.members if k in base and om.input_shape.members[k].serialization.get('location')=='uri'}
        extra={}
        for k in om.input_shape.required_members:
            if k not in need:
                sh=om.input_shape.members[k]
                extra[k]={'string':'a','list':['a'],'map':{}}.get(sh.type_name,{})
                if k=='AuthorizerType': extra[k]='REQUEST'
                if k=='IntegrationType': extra[k]='MOCK'
        if base is good and set(need)<={'ApiId'} : continue
        if op=='DeleteRouteSettings' or op=='DeleteAccessLogSettings': pass
        err(op,'NotFoundException',404,**need,**extra)
for op in m.operation_names:
    if any(x in op for x in('Portal','Product','VpcLink','RoutingRule')):
        om=m.operation_model(op)
        kw={}
        for k in om.input_shape.required_members:
            sh=om.input_shape.members[k]
            def mk(sh,d=0):
                if sh.type_name=='structure': return {n:mk(sh.members[n],d+1) for n in sh.required_members}
                if sh.type_name=='list': return [mk(sh.member,d+1)]
                if sh.type_name=='map': return {}
                if sh.type_name=='integer': return 1
                if sh.type_name=='boolean': return True
                return (sh.enum[0] if getattr(sh,'enum',None) else 'a')
            kw[k]=mk(sh)
        if 'DomainName' in kw: kw['DomainName']='ws.example.com'
        if op=='CreatePortal': kw['PortalContent']['DisplayName']='abc'
        err(op,'NotFoundException',404,**kw)
# deletes
call('DeleteRouteRequestParameter',ApiId=A,RouteId=O,RequestParameterKey='route.request.querystring.b')
call('DeleteRouteSettings',ApiId=A,StageName='full',RouteKey='$connect')
call('DeleteAccessLogSettings',ApiId=A,StageName='full')
if 'AccessLogSettings' in c.get_stage(ApiId=A,StageName='full'): bad.append('access log stays')
err('DeleteDeployment','BadRequestException',400,ApiId=A,DeploymentId=D)
err('DeleteIntegration','ConflictException',409,ApiId=A,IntegrationId=I)
err('DeleteAuthorizer','ConflictException',409,ApiId=A,AuthorizerId=Z)
err('CreateRoute','ConflictException',409,ApiId=A,RouteKey='x')
err('CreateStage','ConflictException',409,ApiId=A,StageName='prod')
call('DeleteApiMapping',DomainName='ws.example.com',ApiMappingId=K); call('DeleteDomainName',DomainName='ws.example.com')
call('DeleteStage',ApiId=A,StageName='full'); call('DeleteStage',ApiId=A,StageName='prod'); call('DeleteDeployment',ApiId=A,DeploymentId=D)
call('DeleteRouteResponse',ApiId=A,RouteId=O,RouteResponseId=Q); call('DeleteRoute',ApiId=A,RouteId=O)
call('DeleteIntegrationResponse',ApiId=A,IntegrationId=I,IntegrationResponseId=R); call('DeleteIntegration',ApiId=A,IntegrationId=I)
call('DeleteAuthorizer',ApiId=A,AuthorizerId=Z); call('DeleteModel',ApiId=A,ModelId=M)
call('DeleteCorsConfiguration',ApiId=A); call('DeleteApi',ApiId=A)
n=0
for op in m.operation_names:
    om=m.operation_model(op); 
    if http_only(op): continue
    n+=1
    if op not in covered: bad.append(('NOT CALLED',op)); continue
    missing=set(om.input_shape.members)-covered[op] if om.input_shape else set()
    missing-={'CorsConfiguration','CredentialsArn','RouteKey','Target'} if op in('CreateApi','UpdateApi') else set()
    missing-={'AuthorizerPayloadFormatVersion','AuthorizerResultTtlInSeconds','EnableSimpleResponses','JwtConfiguration','IntegrationSubtype','ResponseParameters','TlsConfig','AuthorizationScopes','MutualTlsAuthentication'} 
    if missing: bad.append(('NOT GIVEN',op,missing))
print(n,'operations');
for b in bad: print(b)
sys.exit(1 if bad else 0)
